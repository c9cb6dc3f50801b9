// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import type { Rule } from '../../../lib/storage/items/sites.ts';
import { MOST_RULES } from '../../../lib/storage/items/sites.ts';
import { expectAccessible } from '../../../lib/testing/axe.ts';
import { keep, openSitesPage, ruleOf, siteOf } from './sites-testing.tsx';

const open = (...rules: Rule[]) => openSitesPage([siteOf('crm.example', { rules })]);
const button = (name: string) => screen.getByRole('button', { name });
const form = (name = 'New rule') => within(screen.getByRole('form', { name }));
const part = (name: string, of = 'New rule') => within(form(of).getByRole('group', { name }));
const field = (name: string | RegExp, among = form()) => among.getByRole<HTMLInputElement>('textbox', { name });
const kind = (among: ReturnType<typeof form>) => among.getByRole('combobox');
const order = () => screen.queryAllByRole('listitem').flatMap((row) => (row as HTMLElement).dataset.rule ?? []);
const isFocused = (name: string) => waitFor(() => expect(document.activeElement).toBe(button(name)));

it('moves a rule, and the focus with it', async () => {
  const { user, container } = await open(ruleOf('a'), ruleOf('b'), ruleOf('c'));
  await expectAccessible(container);
  await user.click(button('Move rule 3 up'));
  await waitFor(() => expect(order()).toEqual(['a', 'c', 'b']));
  await isFocused('Move rule 2 up');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(order()).toEqual(['c', 'a', 'b']));
  await isFocused('Move rule 1 up');
  await user.keyboard('{Enter}');
  await user.click(button('Move rule 1 down'));
  await waitFor(() => expect(order()).toEqual(['a', 'c', 'b']));
  await isFocused('Move rule 2 down');
});

it('removes a rule, puts me on the next, and takes it back', async () => {
  const { user } = await open(ruleOf('a'), ruleOf('b'), ruleOf('c'));
  await user.click(button('Remove rule 2'));
  await waitFor(() => expect(order()).toEqual(['a', 'c']));
  expect(screen.getByText('Rule 2 is removed.')).toBeTruthy();
  await isFocused('Remove rule 2');
  await user.click(button('Remove rule 2'));
  await isFocused('Remove rule 1');
  await user.click(button('Remove rule 1'));
  await isFocused('Add rule');
  await user.click(button('Undo'));
  await waitFor(() => expect(order()).toEqual(['a']));
  await isFocused('Add rule');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

it('puts a rule back where it was', async () => {
  const { user } = await open(ruleOf('a'), ruleOf('b'), ruleOf('c'));
  await user.click(button('Remove rule 2'));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(order()).toEqual(['a', 'b', 'c']));
});

it('stays where I am when a rule cannot be removed, and says why', async () => {
  const { user, background } = await open(ruleOf('a'), ruleOf('b'));
  background.isFull = true;
  await user.click(button('Remove rule 1'));
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  expect(document.activeElement).toBe(button('Remove rule 1'));
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  // What changes later has nothing to do with where I was.
  await keep(siteOf('crm.example', { rules: [ruleOf('b'), ruleOf('c')] }));
  await waitFor(() => expect(order()).toEqual(['b', 'c']));
  expect(document.activeElement).not.toBe(button('Remove rule 1'));
});

it('moves nothing beyond the ends of the list', async () => {
  const { user, asked } = await open(ruleOf('a'), ruleOf('b'));
  await user.click(button('Move rule 1 up'));
  await user.click(button('Move rule 2 down'));
  expect(asked).not.toHaveBeenCalled();
  expect(button('Move rule 1 up').getAttribute('aria-disabled')).toBe('true');
});

it('adds a rule by hand, which asks nothing', async () => {
  const { user, asked, container } = await open(ruleOf('a'));
  await user.click(button('Add rule'));
  expect(document.activeElement).toBe(kind(part('Visitor ID')));
  await user.selectOptions(kind(part('Visitor ID')), 'Element of the page');
  await user.type(field('CSS selector', part('Visitor ID')), '#customer .number');
  await user.type(field('Attribute (optional)', part('Visitor ID')), 'title');
  await user.type(field('Expression (optional)'), 'C-(\\d+)');
  await user.selectOptions(kind(part('Language (optional)')), 'Meta tag');
  await user.type(field('Name of the tag', part('Language (optional)')), 'lang');
  await expectAccessible(container);
  await user.click(button('Save rule'));
  await waitFor(() => expect(order()).toHaveLength(2));
  const [{ data }] = asked.mock.lastCall as unknown as [{ data: { rules: Rule[] } }];
  expect(data.rules[1]).toEqual({
    id: expect.stringMatching(/^[\w-]{36}$/),
    visitor: { kind: 'selector', selector: '#customer .number', attribute: 'title' },
    expression: 'C-(\\d+)',
    language: { kind: 'meta', name: 'lang' },
    confirmed: 2,
  });
  await isFocused('Edit rule 2');
});

it('goes to the first thing that is wrong', async () => {
  const { user, asked, container } = await open();
  await user.click(button('Add rule'));
  await user.type(field('Expression (optional)'), '(a+)+');
  await user.click(button('Save rule'));
  expect(
    form()
      .getAllByRole('alert')
      .map(({ textContent }) => textContent),
  ).toEqual(['Fill this in.', expect.stringContaining('A repeat within a repeat')]);
  expect(document.activeElement).toBe(field('What comes before it', part('Visitor ID')));
  expect(asked).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('changes a rule in its place', async () => {
  const { user, asked } = await open(ruleOf('a', { confirmed: 1 }), ruleOf('b'));
  await user.click(button('Edit rule 1'));
  const before = field('What comes before it', part('Visitor ID', 'Rule 1'));
  expect(before.value).toBe('/a/');
  await user.clear(before);
  await user.type(before, 'people/{Enter}');
  const rules = [ruleOf('a', { visitor: { kind: 'path', after: '/people/' }, confirmed: 1 }), ruleOf('b')];
  await waitFor(() =>
    expect(asked).toHaveBeenLastCalledWith({ name: 'site/save-rules', data: { origin: 'https://crm.example', rules } }),
  );
  await isFocused('Edit rule 1');
});

it('gives the focus back when I cancel', async () => {
  const { user } = await open(ruleOf('a'));
  await user.click(button('Edit rule 1'));
  await user.click(button('Cancel'));
  await isFocused('Edit rule 1');
  await user.click(button('Add rule'));
  await user.click(button('Cancel'));
  await isFocused('Add rule');
});

it('keeps the form when the rule cannot be saved', async () => {
  const { user, background } = await open();
  background.isFull = true;
  await user.click(button('Add rule'));
  await user.type(field('What comes before it', part('Visitor ID')), '/customers/{Enter}');
  expect((await form().findByRole('alert')).textContent).toContain('could not store the change');
  expect(field('What comes before it', part('Visitor ID')).value).toBe('/customers/');
});

it('takes no more rules than fit', async () => {
  await open(...Array.from({ length: MOST_RULES }, (_, i) => ruleOf(`r${i}`)));
  expect(screen.queryByRole('button', { name: 'Add rule' })).toBeNull();
  expect(screen.getByText('More than 20 rules do not fit. Remove one first.')).toBeTruthy();
});
