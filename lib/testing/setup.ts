import { beforeEach, inject, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

const messages = new Map(inject('words'));

beforeEach(() => {
  fakeBrowser.reset();
  // The test double's `getMessage` throws.
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((name, substitutions) => {
    const message = messages.get(name);
    if (message === undefined) throw new Error(`No words for ${name}`);
    const list = [substitutions ?? []].flat().map(String);
    return message.replace(/\$(\d)/g, (_, number) => list[Number(number) - 1] ?? '');
  });
});
