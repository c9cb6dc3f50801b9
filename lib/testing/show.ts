import { cleanup, render } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import type { ComponentChild } from 'preact';
import { afterEach } from 'vitest';
import { actLikeModalDialogs } from './modal.ts';

// Testing Library does it by itself only where `afterEach` is a global.
afterEach(cleanup);

/** Puts a component on the page, with somebody in front of it. */
export function show(component: ComponentChild) {
  actLikeModalDialogs();
  return { user: userEvent.setup(), ...render(component) };
}
