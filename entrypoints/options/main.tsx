import { render } from 'preact';
import { OptionsPages } from '../../components/options/OptionsPages.tsx';
import { requestBrevoPermission, requestSitePermission } from '../../lib/permission.ts';
import { createOptionsPages } from '../../lib/view/options-pages.ts';
import { followBrevoPermission } from '../../lib/view/permission.ts';

const hasPermission = followBrevoPermission();
void createOptionsPages().then((page) =>
  render(
    <OptionsPages
      page={page}
      hasPermission={hasPermission}
      requestPermission={requestBrevoPermission}
      requestSite={requestSitePermission}
      canSeeLock={!import.meta.env.FIREFOX}
    />,
    document.getElementById('app') as HTMLElement,
  ),
);
