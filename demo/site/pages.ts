import { type Customer, customers } from './customers.ts';
import { type Html, html } from './html.ts';
import { brandMark, page } from './layout.ts';
import { customerPath } from './paths.ts';
import { agoWords, amountSpent, dayStamp, dayWords, initials, priceWords } from './words.ts';

const STYLES = ['crm.css', 'customer.css', 'narrow.css'];

function sideLink(customer: Customer, current: string | undefined): Html {
  const mark = customer.visitorId === current ? html` aria-current="page"` : undefined;
  return html`<li><a href="${customerPath(customer.visitorId)}"${mark}><bdi>${customer.name}</bdi></a></li>`;
}

function sideBar(current: string | undefined): Html {
  const mark = current === undefined ? html` aria-current="page"` : undefined;
  return html`<header class="side">
    <a class="brand" href="/customers" aria-label="Lantern &amp; Loom back office">${brandMark()}
      <span>Lantern &amp; Loom</span></a>
    <nav aria-label="Back office">
      <ul class="side-links">
        <li><a href="/customers"${mark}>Customers</a>
          <ul class="side-customers">${customers.map((customer) => sideLink(customer, current))}</ul></li>
      </ul>
    </nav>
    <p class="side-foot">A made-up shop with made-up customers.</p>
  </header>`;
}

/** Wraps a `<main>` into the back office; `current` is the visitor id of the customer shown, if one is. */
export function backOffice(title: string, main: Html, current?: string): string {
  const body = html`<body class="crm">
    <a class="skip" href="#content">Skip to content</a>
    ${sideBar(current)}
    ${main}
  </body>`;
  return page({ title: `${title} · Lantern & Loom`, styles: STYLES, script: 'crm.js', body });
}

/** A state in words on a tinted ground; the words carry it, the colour only helps. */
export function pill(words: string): Html {
  return html`<span class="pill" data-state="${words}">${words}</span>`;
}

function listRow(customer: Customer): Html {
  const last = customer.orders[0];
  return html`<tr>
    <th scope="row">
      <span class="person"><span class="avatar" aria-hidden="true">${initials(customer.name)}</span>
        <span class="person-words"><a class="row-link" href="${customerPath(customer.visitorId)}"><bdi>${customer.name}</bdi></a>
          <span class="faint">${customer.email}</span></span></span>
    </th>
    <td>${pill(customer.status)}</td>
    <td class="wide number">${customer.orders.length}</td>
    <td class="number">${priceWords(amountSpent(customer))}</td>
    <td class="day">${last && html`<time datetime="${dayStamp(last.daysAgo)}">${agoWords(last.daysAgo)}</time>`}</td>
  </tr>`;
}

/** The list of all customers. */
export function customerListPage(): string {
  const waiting = customers.filter(({ status }) => status === 'Waiting for reply').length;
  return backOffice(
    'Customers',
    html`<main id="content" tabindex="-1">
      <div class="page-head"><h1 tabindex="-1">Customers</h1>
        <p class="lead">${customers.length} customers, ${waiting} waiting for a reply · ${dayWords(0)}</p></div>
      <div class="card"><table class="table customer-table" aria-label="Customers">
        <thead><tr><th scope="col">Customer</th><th scope="col">Status</th>
          <th scope="col" class="wide number">Orders</th><th scope="col" class="number">Spent</th>
          <th scope="col">Last order</th></tr></thead>
        <tbody>${customers.map(listRow)}</tbody>
      </table></div>
    </main>`,
  );
}

/** Says that the address leads nowhere. */
export function notFoundPage(): string {
  return backOffice(
    'Not found',
    html`<main id="content" tabindex="-1"><div class="page-head"><h1 tabindex="-1">This page does not exist</h1>
      <p class="lead">The customer may have been removed, or the address has a typo.</p>
      </div><p><a class="button" href="/customers">All customers</a></p></main>`,
    '',
  );
}
