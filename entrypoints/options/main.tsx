import { render } from 'preact';
import { OptionsPages } from '../../components/options/OptionsPages.tsx';
import { requestBrevoPermission } from '../../lib/permission.ts';
import { createOptionsPages } from '../../lib/view/options-pages.ts';
import { followBrevoPermission } from '../../lib/view/permission.ts';

const hasPermission = followBrevoPermission();
void createOptionsPages().then((page) =>
  render(
    <OptionsPages
      page={page}
      hasPermission={hasPermission}
      requestPermission={requestBrevoPermission}
      canSeeLock={!import.meta.env.FIREFOX}
    />,
    document.getElementById('app') as HTMLElement,
  ),
);
