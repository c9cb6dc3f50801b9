/** How wide the sidebar may be, in CSS pixels. Apart from the schema, because the host carries no library into a page. */
export const NARROWEST = 280;
export const WIDEST = 480;

/** Where the sidebar is until the agent moves it. */
export const defaultSidebar = { side: 'right', width: 340, handleAt: 50, isHidden: false } as const;
