import { render } from 'preact';
import { History } from '../../components/history/History.tsx';
import { createHistoryView } from '../../lib/view/history.ts';

const view = createHistoryView();
void view.ready.then(() => render(<History view={view} />, document.getElementById('app') as HTMLElement));
