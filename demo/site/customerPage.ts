import type { Customer, Note, Order } from './customers.ts';
import { type Html, html } from './html.ts';
import { backOffice, pill } from './pages.ts';
import { visitorPath } from './paths.ts';
import { agoWords, amountSpent, dayStamp, dayWords, initials, languageWords, priceWords } from './words.ts';

type Moment = { daysAgo: number; text: string; kind: 'visit' | 'order' | 'start' };

function moments(customer: Customer): Moment[] {
  return [
    ...customer.visits.map((visit): Moment => ({ ...visit, kind: 'visit' })),
    ...customer.orders.map(
      ({ number, item, daysAgo }): Moment => ({ daysAgo, text: `Ordered ${item} (${number})`, kind: 'order' }),
    ),
    { daysAgo: customer.sinceDaysAgo, text: 'Became a customer', kind: 'start' } satisfies Moment,
  ].sort((one, other) => one.daysAgo - other.daysAgo);
}

function when(daysAgo: number): Html {
  return html`<time datetime="${dayStamp(daysAgo)}" title="${dayWords(daysAgo)}">${agoWords(daysAgo)}</time>`;
}

function orderRow(order: Order): Html {
  return html`<tr>
    <th scope="row"><span class="order-item">${order.item}</span> <span class="faint">${order.number}</span></th>
    <td>${pill(order.state)}</td>
    <td class="number">${priceWords(order.total)}</td>
    <td class="day"><time datetime="${dayStamp(order.daysAgo)}">${dayWords(order.daysAgo)}</time></td>
  </tr>`;
}

function ordersCard(customer: Customer): Html {
  return html`<section aria-labelledby="orders">
    <h2 id="orders">Orders</h2>
    <div class="card"><table class="table order-table" aria-labelledby="orders">
      <thead><tr><th scope="col">Order</th><th scope="col">Status</th>
        <th scope="col" class="number">Total</th><th scope="col">Date</th></tr></thead>
      <tbody>${customer.orders.map(orderRow)}</tbody>
    </table></div>
  </section>`;
}

function noteItem(note: Note): Html {
  return html`<li><p dir="auto">${note.text}</p><p class="faint">${note.author}, ${when(note.daysAgo)}</p></li>`;
}

function notesCard(notes: readonly Note[]): Html {
  const list = html`<ul class="card notes">${notes.map(noteItem)}</ul>`;
  return html`<section aria-labelledby="notes"><h2 id="notes">Notes</h2>
    ${notes.length > 0 ? list : html`<p class="card blank">No notes about this customer.</p>`}</section>`;
}

function timelineCard(customer: Customer): Html {
  const item = ({ daysAgo, text, kind }: Moment) =>
    html`<li data-kind="${kind}"><p>${text}</p><p class="faint">${when(daysAgo)}</p></li>`;
  return html`<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
    <ol class="timeline">${moments(customer).map(item)}</ol></section>`;
}

function facts(customer: Customer): Html {
  return html`<dl class="facts card">
    <div><dt>Brevo visitor ID</dt>
      <dd><code id="visitor-id" class="copyable">${customer.visitorId}</code>
        <button type="button" class="button quiet" data-copies="visitor-id">Copy<span class="hidden-words"> visitor ID</span></button></dd></div>
    <div><dt>Spent</dt><dd>${priceWords(amountSpent(customer))}</dd></div>
    <div><dt>Language</dt><dd>${languageWords(customer.language)}</dd></div>
    <div><dt>Lives in</dt><dd>${customer.city}</dd></div>
    <div><dt>Customer since</dt><dd>${dayWords(customer.sinceDaysAgo)}</dd></div>
  </dl>`;
}

function heading(customer: Customer): Html {
  return html`<p class="back"><a href="/customers"><span aria-hidden="true">←</span> All customers</a></p>
    <div class="page-head customer-head">
      <span class="avatar large" aria-hidden="true">${initials(customer.name)}</span>
      <div class="customer-words">
        <h1 tabindex="-1"><bdi>${customer.name}</bdi></h1>
        <p class="lead">${pill(customer.status)} <span class="breakable">${customer.email}</span></p>
      </div>
    </div>
    <p class="actions"><a class="button primary" href="${visitorPath(customer.visitorId)}" target="_blank"
      rel="noopener">Open the visitor’s window<span class="hidden-words"> (new tab)</span><span class="away" aria-hidden="true">↗</span></a></p>`;
}

/** One customer with orders, notes and timeline. The visitor id is in the path, in an attribute and in the text. */
export function customerPage(customer: Customer): string {
  const main = html`<main id="content" tabindex="-1" data-visitor-id="${customer.visitorId}"
    data-customer-name="${customer.name}" data-customer-language="${customer.language}">
    ${heading(customer)}
    ${facts(customer)}
    ${ordersCard(customer)}
    <div class="columns">${notesCard(customer.notes)}${timelineCard(customer)}</div>
  </main>`;
  return backOffice(customer.name, main, customer.visitorId);
}
