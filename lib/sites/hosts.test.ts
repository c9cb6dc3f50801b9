import { describe, expect, it, vi } from 'vitest';
import { err, ok } from '../result.ts';
import type { Rule } from '../storage/items/sites.ts';
import { defaultSidebar } from './measures.ts';
import { CRM, createSidebarWorld, frameIn, hostIn, ruleOf, SHOP, TAB } from './testing.ts';

const BREVO = 'https://conversations-app.brevo.com';
const asking = ruleOf('asking', { confirmed: 0, visitor: { kind: 'query', name: 'id' } });

/** The CRM with rules of its own, and a shop with others. */
async function open(...rules: Rule[]) {
  const world = createSidebarWorld();
  await world.sites.reconcile();
  await world.sites.changeRules(CRM, () => rules);
  await world.sites.changeRules(SHOP, () => [ruleOf('of-the-shop')]);
  const report = (ruleId: string, visitor: string, more: { name?: string; language?: string } = {}, from = hostIn()) =>
    world.hosts.report({ findings: [{ ruleId, visitor, ...more }] }, from);
  return { ...world, report, shown: (tabId = TAB) => world.contexts.find(tabId) };
}

describe('G-S4 a host', () => {
  it('gets the rules of its own site, as places to read, and no state', async () => {
    const { hosts, contexts, report } = await open(
      ruleOf('a', { expression: '^v-(.+)$', confirmed: 1, name: { kind: 'meta', name: 'author' } }),
      ruleOf('b', { language: { kind: 'selector', selector: 'html', attribute: 'lang' } }),
    );
    await contexts.show(TAB, { visitorId: 'secret-visitor' });
    await report('b', 'another-secret');
    expect(await hosts.hello({}, hostIn())).toEqual(
      ok({
        rules: [
          { id: 'a', visitor: { kind: 'query', name: 'visitor' }, name: { kind: 'meta', name: 'author' } },
          {
            id: 'b',
            visitor: { kind: 'query', name: 'visitor' },
            language: { kind: 'selector', selector: 'html', attribute: 'lang' },
          },
        ],
        sidebar: defaultSidebar,
        isHidden: false,
      }),
    );
  });

  it('gets the same at whatever port, and nothing at all elsewhere', async () => {
    const { hosts } = await open(ruleOf('a'));
    const rulesAt = async (origin?: string) => {
      const orders = await hosts.hello({}, origin === undefined ? { page: 'host', tabId: TAB } : hostIn(TAB, origin));
      return orders.ok && orders.value.rules.map(({ id }) => id);
    };
    expect(await rulesAt(`${CRM}:8443`)).toEqual(['a']);
    expect(await rulesAt('http://crm.example')).toEqual([]);
    expect(await rulesAt('https://evil.example')).toEqual([]);
    expect(await rulesAt('null')).toEqual([]);
    expect(await rulesAt()).toEqual([]);
    expect(await rulesAt(BREVO)).toEqual(['starter-brevo-thread']);
  });

  it('hears nothing back of a report, of trouble, or of what was taught', async () => {
    const { hosts, report, teaching } = await open(ruleOf('a'));
    expect(await report('a', 'ada')).toEqual(ok(true));
    expect(await hosts.trouble({ trouble: 'tampered' }, hostIn())).toEqual(ok(undefined));
    await teaching.begin(TAB, false);
    expect(await teaching.end({ rule: ruleOf('b') }, hostIn())).toEqual(ok(undefined));
  });

  it('is told to stay away where the agent hid it: on the site, or everywhere', async () => {
    const { hosts, sites, sidebar } = await open();
    const isHidden = async () => {
      const orders = await hosts.hello({}, hostIn());
      return orders.ok && orders.value.isHidden;
    };
    await sites.setHidden(CRM, true);
    expect(await isHidden()).toBe(true);
    await sites.setHidden(CRM, false);
    expect(await isHidden()).toBe(false);
    await sidebar.save({ isHidden: true });
    expect(await isHidden()).toBe(true);
  });

  it('gets a nonce for its own tab, once its page has let the frame’s script in', async () => {
    const { hosts, injected, heard } = await open();
    const opened = await hosts.open(hostIn());
    if (!opened.ok) throw new Error('not opened');
    expect(injected).toEqual([[TAB, '/frame.js']]);
    const { nonce } = opened.value;
    expect(await hosts.prove({ nonce }, frameIn(TAB + 1))).toEqual(err({ kind: 'unproven' }));
    expect(heard).toEqual([]);
    expect(await hosts.prove({ nonce }, frameIn())).toEqual(ok({ tabId: TAB }));
    expect(heard).toEqual([[TAB, 'ready']]);
    expect(await hosts.prove({ nonce }, frameIn(TAB, 4))).toEqual(err({ kind: 'unproven' }));
  });

  it('gets no nonce where the browser lets no script in', async () => {
    const { hosts } = createSidebarWorld({ shut: [TAB] });
    expect(await hosts.open(hostIn())).toEqual(err({ kind: 'no-access' }));
  });
});

describe('a page', () => {
  it('is about the visitor whom its rule finds, with name and language, who is remembered', async () => {
    const { report, shown, noteSeen } = await open(ruleOf('a'));
    await report('a', 'ada', { name: 'Ada Example', language: 'pt_BR' });
    const seen = { visitorId: 'ada', name: 'Ada Example', language: 'pt-BR' };
    expect(await shown()).toEqual({ ...seen, origin: CRM });
    expect(noteSeen).toHaveBeenCalledExactlyOnceWith(seen);
  });

  it('keeps the origin with its port, so that it can be told from another', async () => {
    const { report, shown } = await open(ruleOf('a'));
    await report('a', 'ada', {}, hostIn(TAB, `${CRM}:8443`));
    expect(await shown()).toEqual({ visitorId: 'ada', origin: `${CRM}:8443` });
  });

  it('is about nobody when it names nobody, or reports for the rule of another site', async () => {
    const { hosts, report, shown, noteSeen } = await open(ruleOf('a'));
    await hosts.report({ findings: [] }, hostIn());
    expect(await shown()).toEqual({ visitorId: '', origin: CRM });
    await report('of-the-shop', 'eve');
    await report('invented', 'eve');
    expect(await shown()).toEqual({ visitorId: '', origin: CRM });
    expect(noteSeen).not.toHaveBeenCalled();
  });

  it('is about whom it named last, however long an earlier report takes', async () => {
    const { sites, report, shown } = await open(ruleOf('a'));
    const find = sites.find;
    let goOn = () => {};
    const isHeld = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    vi.spyOn(sites, 'find').mockImplementationOnce((site) => isHeld.then(() => find(site)));
    const earlier = report('a', 'ada');
    const later = report('a', 'grace');
    const elsewhere = report('a', 'joan', {}, hostIn(TAB + 1));
    await elsewhere;
    expect(await shown(TAB + 1)).toMatchObject({ visitorId: 'joan' });
    goOn();
    await Promise.all([earlier, later]);
    expect(await shown()).toMatchObject({ visitorId: 'grace' });
  });

  it('asks before anybody is remembered, as long as its rule is not confirmed', async () => {
    const { report, shown, noteSeen } = await open(asking);
    await report('asking', 'ada');
    expect(await shown()).toEqual({ visitorId: 'ada', origin: CRM, asksAbout: 'asking' });
    expect(noteSeen).not.toHaveBeenCalled();
  });

  it('asks for each visitor once, and remembers who was said to be right', async () => {
    const { report, shown, noteSeen, teaching } = await open(asking);
    await report('asking', 'ada');
    await teaching.confirm(TAB, { visitorId: 'ada', isRight: true });
    await report('asking', 'ada');
    expect(await shown()).toEqual({ visitorId: 'ada', origin: CRM });
    expect(noteSeen).toHaveBeenCalledExactlyOnceWith({ visitorId: 'ada' });
    await report('asking', 'bob');
    expect(await shown()).toMatchObject({ visitorId: 'bob', asksAbout: 'asking' });
  });

  it('of Brevo is about the visitor of its thread, if that is known, or names the thread', async () => {
    const { report, shown, noteSeen } = await open();
    const thread = (id: string) => report('starter-brevo-thread', id, {}, hostIn(TAB, BREVO));
    await thread('knownThread123456');
    expect(await shown()).toEqual({ visitorId: 'ada', origin: BREVO });
    expect(noteSeen).toHaveBeenCalledExactlyOnceWith({ visitorId: 'ada' });
    await thread('otherThread567890');
    expect(await shown()).toEqual({ visitorId: '', origin: BREVO, threadId: 'otherThread567890' });
    // Another page of the app.
    await thread('archived');
    expect(await shown()).toEqual({ visitorId: '', origin: BREVO });
    expect(noteSeen).toHaveBeenCalledTimes(1);
  });

  it('keeps the trouble with its sidebar when it reports again, until it is opened', async () => {
    const { hosts, report, shown } = await open(ruleOf('a'));
    await report('a', 'ada');
    await hosts.trouble({ trouble: 'inert' }, hostIn());
    await report('a', 'bob');
    expect(await shown()).toEqual({ visitorId: 'bob', origin: CRM, trouble: 'inert' });
    await hosts.open(hostIn());
    expect(await shown()).toEqual({ visitorId: 'bob', origin: CRM });
  });
});
