import { card, htmlPage, type TestPage } from '../page.ts';

const framed = htmlPage('/harmless/frames', 'A page with frames', {
  head: '<style>iframe { width: 45%; height: 200px; border: 1px solid; }</style>',
  body: `${card()}
<iframe title="Same site" src="/part/plain"></iframe>
<iframe title="Written here" srcdoc="&lt;p data-visitor-id='inside'&gt;Written here&lt;/p&gt;"></iframe>
<iframe title="Sandboxed" sandbox srcdoc="&lt;p&gt;Sandboxed&lt;/p&gt;"></iframe>
<iframe title="Empty"></iframe>
<iframe title="Another site" id="other"></iframe>
<script>
// The same computer under its other name is another site.
document.getElementById('other').src = 'http://127.0.0.1:' + location.port + '/part/plain';
</script>`,
});

const shadowApp = htmlPage('/harmless/shadow-app', 'An app of shadow trees', {
  head: '<style>desk-app { display: block; } desk-card::part(name) { color: #036; }</style>',
  body: `<desk-app></desk-app>
<script>
customElements.define('desk-card', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = '<style>:host{display:block;padding:12px;border:1px solid}</style><h1 part="name">Ada Lovelace</h1><slot></slot>';
  }
});
customElements.define('desk-app', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'closed' });
    root.innerHTML = '<style>:host{display:grid;grid-template-columns:1fr 1fr;height:100vh;overflow:auto}</style>' +
      '<desk-card><p>Open</p></desk-card><desk-card><p>Also open</p></desk-card><footer>Closed</footer>';
  }
});
</script>
${card()}`,
});

/** Documents and trees inside the page. */
export const frames: TestPage[] = [framed, shadowApp];
