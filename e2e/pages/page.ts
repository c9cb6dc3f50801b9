/** A page of somebody else's site, which a story opens to see how the sidebar and it get on. */
export type TestPage = {
  /** Begins with a slash. What lies below it, as `/path/customers/ada`, is the same page. */
  path: string;
  title: string;
  /** The whole answer. It is HTML unless the headers say otherwise. */
  html: string;
  headers?: Record<string, string>;
};

/** The customer whom every page shows; the element that says so has `data-visitor-id`. */
export const CUSTOMER = 'visitor-ada';

/** What stands on a page, as markup; `head` comes before anything else has run. */
type Parts = { head?: string; body: string; root?: string; bodyAttributes?: string };

/** An ordinary HTML document. No text of it depends on time, chance or the network. */
export function htmlPage(path: string, title: string, { head = '', body, root = '', bodyAttributes = '' }: Parts) {
  const html = `<!doctype html>
<html lang="en"${root && ` ${root}`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
${head}
</head>
<body${bodyAttributes && ` ${bodyAttributes}`}>
${body}
</body>
</html>
`;
  return { path, title, html } satisfies TestPage;
}

/** The card of a customer, which a rule can read. */
export const card = (id = CUSTOMER, name = 'Ada Lovelace'): string =>
  `<main data-visitor-id="${id}"><h1 class="name">${name}</h1><p>Visitor <code>${id}</code> ordered two lamps.</p></main>`;

/** So many paragraphs of the same text. */
export const paragraphs = (count: number): string =>
  Array.from({ length: count }, (_, n) => `<p>Order ${n + 1}: a lamp of brass and a shade of linen, sent on.</p>`).join(
    '\n',
  );
