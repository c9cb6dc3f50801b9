import { type Html, html } from './html.ts';

export type PageFrame = { title: string; styles: readonly string[]; script: string; body: Html };

/** A whole HTML document. */
export function page({ title, styles, script, body }: PageFrame): string {
  const { markup } = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
    ${['tokens.css', 'base.css', ...styles, 'motion.css'].map((file) => html`<link rel="stylesheet" href="/assets/${file}">`)}
    <script type="module" src="/assets/${script}"></script>
  </head>
  ${body}
</html>`;
  return markup;
}

/** The shop's mark: a lantern. Decoration, so it has no name. */
export function brandMark(): Html {
  return html`<svg class="brand-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <rect width="24" height="24" rx="6" fill="currentColor"/>
    <path d="M9.5 7a2.5 2.5 0 0 1 5 0" fill="none" stroke="#fff" stroke-width="1.5"/>
    <path d="M8 8.5h8l1 7.5H7z" fill="#fff"/>
    <rect x="8" y="17" width="8" height="1.5" rx=".75" fill="#fff"/>
    <circle cx="12" cy="12.6" r="1.8" fill="currentColor"/>
  </svg>`;
}
