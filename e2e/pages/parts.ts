import { card, htmlPage, paragraphs, type TestPage } from './page.ts';

/** What other pages show in frames of theirs. No story opens them by themselves. */
export const parts: TestPage[] = [
  htmlPage('/part/plain', 'A framed page', { body: `${card('framed-visitor', 'Framed')}${paragraphs(3)}` }),
  {
    ...htmlPage('/part/isolated', 'A framed page that any page may embed', { body: card('framed-visitor', 'Framed') }),
    headers: { 'cross-origin-resource-policy': 'cross-origin', 'cross-origin-embedder-policy': 'require-corp' },
  },
];
