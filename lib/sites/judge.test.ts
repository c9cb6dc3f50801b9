import { expect, it } from 'vitest';
import type { Finding } from '../messaging/site-commands.ts';
import type { Rule } from '../storage/items/sites.ts';
import { judgeFindings } from './judge.ts';
import { rulesFor } from './starter-rules.ts';

const CRM = 'https://crm.example';
const BREVO = 'https://conversations-app.brevo.com';
const rule = (id: string, change: Partial<Rule> = {}): Rule => ({
  id,
  visitor: { kind: 'query', name: 'visitor' },
  confirmed: 2,
  ...change,
});
const finding = (ruleId: string, visitor: string, change: Partial<Finding> = {}): Finding => ({
  ruleId,
  visitor,
  ...change,
});
const judge = (findings: Finding[], rules: Rule[], origin = CRM) =>
  judgeFindings({ findings, rules: rulesFor(origin, rules), origin });

it('lets the first rule speak whose expression leaves something, whatever order the page reports in', () => {
  const rules = [rule('a', { expression: '^v-(\\d+)$' }), rule('b'), rule('c')];
  expect(judge([finding('c', 'three'), finding('b', 'two'), finding('a', 'x')], rules)).toEqual({ visitorId: 'two' });
  expect(judge([finding('b', 'two'), finding('a', 'v-1')], rules)).toEqual({ visitorId: '1' });
});

it('knows nobody where no rule speaks, or one that is not the site’s', () => {
  expect(judge([], [rule('a')])).toEqual({ visitorId: '' });
  expect(judge([finding('other', '1')], [rule('a')])).toEqual({ visitorId: '' });
});

it('asks about a rule until two further pages have agreed', () => {
  const asked = (confirmed: number) => judge([finding('a', '1')], [rule('a', { confirmed })]).asksAbout;
  expect([0, 1, 2].map(asked)).toEqual(['a', 'a', undefined]);
});

it('takes name and language along', () => {
  const found = finding('a', '1', { name: 'Ada Example', language: 'PT_br' });
  expect(judge([found], [rule('a')])).toEqual({ visitorId: '1', name: 'Ada Example', language: 'pt-BR' });
});

it.each([
  ['en', 'en'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['Deutsch', undefined],
  ['English (UK)', undefined],
  ['', undefined],
  ['x-private', undefined],
  [`en-${'a1b2c3d4-'.repeat(5)}z1y2x3`, undefined],
])('makes of the language %s: %s', (language, expected) => {
  expect(judge([finding('a', '1', { language })], [rule('a')]).language).toBe(expected);
});

it('cuts a name, between characters', () => {
  expect(judge([finding('a', '1', { name: `${'n'.repeat(199)}👋` })], [rule('a')]).name).toBe('n'.repeat(199));
});

it('takes no id that may be half of one, or is too long', () => {
  expect(judge([finding('a', 'x'.repeat(501))], [rule('a')]).visitorId).toBe('');
  expect(judge([finding('a', 'x'.repeat(500))], [rule('a')]).visitorId).toBe('x'.repeat(500));
  const cut = `${'words '.repeat(84)}id=12345`;
  expect(cut).toHaveLength(512);
  expect(judge([finding('a', cut)], [rule('a', { expression: 'id=(\\d+)' })]).visitorId).toBe('');
  expect(judge([finding('a', 'a\ud800')], [rule('a')]).visitorId).toBe('');
});

it('finds the thread of a Brevo link, which is no visitor', () => {
  expect(judge([finding('starter-brevo-thread', 'T1h2r3e4a5d6x7890')], [], BREVO)).toEqual({
    visitorId: '',
    threadId: 'T1h2r3e4a5d6x7890',
  });
});

it('prefers a rule of the agent’s to the one that Deskside brings along', () => {
  const findings = [finding('starter-brevo-thread', 'T1h2r3e4a5d6x7890'), finding('a', '42')];
  expect(judge(findings, [rule('a')], BREVO)).toEqual({ visitorId: '42' });
});

it('brings no rule along for any other site', () => {
  expect(rulesFor(CRM, [])).toEqual([]);
  expect(rulesFor('constructor', [])).toEqual([]);
  expect(rulesFor('https://conversations-app.brevo.com.evil.example', [])).toEqual([]);
});
