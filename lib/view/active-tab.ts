import { type ReadonlySignal, signal } from '@preact/signals';
import { activeTab, onActiveTabChanged, type Tab } from '../tabs.ts';

/** The tab in front, followed as the agent goes from one to another. */
export async function followActiveTab(): Promise<ReadonlySignal<Tab | undefined>> {
  const find = () => activeTab().catch(() => undefined);
  const tab = signal(await find());
  onActiveTabChanged(() => {
    void find().then((found) => {
      tab.value = found;
    });
  });
  return tab;
}
