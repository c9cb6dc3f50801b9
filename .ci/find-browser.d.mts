export type BrowserName = 'chromium' | 'firefox';
export declare const variables: Readonly<Record<BrowserName, string>>;
/** Finds a browser that can run the extension: environment variable, system, Playwright's own. */
export declare function findBrowser(name: BrowserName): Promise<string | undefined>;
