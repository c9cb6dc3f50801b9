import { type Html, html } from './html.ts';

type Thing = { name: string; text: string; price: string; tone: string; picture: Html };

const lantern = html`<path class="ink-line" d="M86 46a14 14 0 0 1 28 0"/><path class="ink" d="M80 46h40l4 10H76z"/>
  <path class="glow" d="M78 58h44l6 66H72z"/><path class="ink-line" d="M94 58l-4 66M106 58l4 66M75 91h50"/>
  <path class="flame" d="M100 78c8 10 9 14 9 19a9 9 0 0 1-18 0c0-5 1-9 9-19z"/>
  <rect class="ink" x="68" y="124" width="64" height="9" rx="3"/>`;

const paperLantern = html`<path class="ink-line" d="M100 16v22"/><rect class="ink" x="86" y="36" width="28" height="7" rx="2"/>
  <ellipse class="glow" cx="100" cy="84" rx="46" ry="42"/>
  <path class="ink-line thin" d="M61 62h78M55 76h90M55 92h90M61 106h78"/>
  <rect class="ink" x="86" y="124" width="28" height="7" rx="2"/><path class="ink-line" d="M100 131v14"/>`;

const loom = html`<rect class="ink" x="54" y="34" width="92" height="8" rx="3"/><rect class="ink" x="54" y="122" width="92" height="8" rx="3"/>
  <path class="ink-line thin" d="M64 42v80M74 42v80M84 42v80M94 42v80M104 42v80M114 42v80M124 42v80M136 42v80"/>
  <path class="glow" d="M60 84h80v38H60z"/><path class="ink-line thin" d="M60 92h80M60 100h80M60 108h80M60 116h80"/>
  <rect class="flame" x="46" y="76" width="108" height="7" rx="3.5"/>`;

const THINGS: readonly Thing[] = [
  { name: 'Harbour lantern', text: 'Brass, blown glass', price: '€129', tone: 'dusk', picture: lantern },
  { name: 'Paper lantern', text: 'Mulberry paper, bamboo', price: '€42', tone: 'dawn', picture: paperLantern },
  { name: 'Table loom', text: 'Beech, 40 cm', price: '€349', tone: 'moss', picture: loom },
];

function thingCard({ name, text, price, tone, picture }: Thing): Html {
  return html`<li class="thing"><svg viewBox="0 0 200 160" aria-hidden="true" data-tone="${tone}">${picture}</svg>
    <p class="thing-name">${name}</p><p class="faint">${text}</p><p>${price}</p></li>`;
}

/** The made-up shop behind the chat. */
export function shopWindow(): Html {
  return html`<main class="shop-main">
    <h1>Light to weave by</h1>
    <p class="shop-lead">Lanterns and looms from a small workshop that does not exist, made for evenings that do.</p>
    <h2 id="things">New things</h2>
    <ul class="things">${THINGS.map(thingCard)}</ul>
    <h2 id="workshop">From the workshop</h2>
    <p class="shop-text">Each lantern is lit once before it leaves, each loom is warped and unwarped. If something is
      not right, write to us in the chat.</p>
  </main>`;
}
