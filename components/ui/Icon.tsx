import type { IconNode } from 'lucide';
import { h } from 'preact';

/** A line icon beside words; it says nothing by itself, so assistive technology skips it. */
export const Icon = ({ of: shapes }: { of: IconNode }) => (
  <svg
    class="icon-mark"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {shapes.map(([tag, attributes]) => h(tag, attributes))}
  </svg>
);
