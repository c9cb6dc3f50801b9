import { htmlPage, type TestPage } from './page.ts';

/** The last part of the address is the visitor; the page shows it where its maker thought fit. */
const ID = `const id = decodeURIComponent(location.pathname.split('/').pop());`;

/** A back office from another time: tables in tables, no names, the ID in the third row. */
const tables = htmlPage('/foreign/tables', 'Order desk', {
  body: `<table border="1"><tr><td><b>DESK-4711</b></td></tr><tr><td><table>
<tr><td>Customer</td><td>Somebody</td></tr><tr><td>Since</td><td>2019</td></tr><tr><td>Chat no.</td><td></td></tr>
</table></td></tr></table><script>${ID} document.querySelectorAll('td')[7].textContent = id;</script>`,
});

/** A help desk: the ID is in a field, with a name of its own, and the address says something else. */
const helpDesk = htmlPage('/foreign/help-desk', 'Ticket', {
  body: `<h1>Ticket 77120</h1><form><label>Requester <input name="requester" value="Somebody"></label>
<label>Chat visitor <input name="chat_visitor" readonly></label></form>
<script>${ID} document.querySelector('[name=chat_visitor]').value = id; history.replaceState(null, '', '/foreign/help-desk/tickets');</script>`,
});

/** An app of today: classes are hashes, drawn a moment after the page is there. */
const hashes = htmlPage('/foreign/hashes', 'CRM', {
  body: `<div id="root"></div><script>${ID}
requestAnimationFrame(() => {
  const root = document.getElementById('root');
  root.innerHTML = '<div class="css-1x8dj2k"><span class="sc-a7Fq2">Contact</span><span class="sc-b9Xk1 e1q0z"></span></div>';
  root.querySelector('.e1q0z').textContent = id;
  root.firstChild.setAttribute('data-contact-id', id);
});</script>`,
});

/** Pages of three makers, on which a rule is taught. */
export const foreign: TestPage[] = [tables, helpDesk, hashes];
