import { Pause, Play } from 'lucide';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { nextMidnight, nextTimeOfDay } from '../../lib/text/time.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

const MINUTES = [15, 30, 60];

type Props = {
  isPaused: boolean;
  now: number;
  /** Until then, in ms since 1970; null to go on. */
  onPause: (until: number | null) => void;
};

/** A break that ends by itself; while it lasts, the way back. */
export function PauseMenu({ isPaused, now, onPause }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  // Paused from another page, the choices are no longer what was opened.
  useEffect(() => {
    if (isPaused) setOpen(false);
  }, [isPaused]);
  const close = () => {
    setOpen(false);
    toggle.current?.focus();
  };
  const pause = (until: number) => {
    close();
    onPause(until);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter held down on a choice goes on here, where it would resume at once.
    if (event.repeat && event.key === 'Enter') event.preventDefault();
    if (event.key !== 'Escape' || !isOpen) return;
    // The popup itself would close too.
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <>
      {/* One button for both, so that the focus stays where it is. */}
      <button
        type="button"
        class="button quiet pause-toggle"
        ref={toggle}
        {...(!isPaused && { 'aria-expanded': isOpen, 'aria-controls': id })}
        onClick={() => (isPaused ? onPause(null) : setOpen(!isOpen))}
        onKeyDown={onKeyDown}
      >
        <Icon of={isPaused ? Play : Pause} />
        {i18n.t(isPaused ? 'presence.pause.end' : 'presence.pause.open')}
      </button>
      {isOpen && !isPaused && <Choices id={id} now={now} onPause={pause} onKeyDown={onKeyDown} />}
    </>
  );
}

type ChoicesProps = {
  id: string;
  now: number;
  onPause: (until: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function Choices({ id, now, onPause, onKeyDown }: ChoicesProps) {
  const [time, setTime] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <fieldset id={id} class="pause-choices" onKeyDown={onKeyDown}>
      <legend>{i18n.t('presence.pause.title')}</legend>
      {MINUTES.map((minutes) => (
        <Button key={minutes} onClick={() => onPause(now + minutes * 60_000)}>
          {minutes === 60 ? i18n.t('presence.pause.hour') : i18n.t('presence.pause.minutes', [String(minutes)])}
        </Button>
      ))}
      <Button onClick={() => onPause(nextMidnight(now))}>{i18n.t('presence.pause.today')}</Button>
      <form
        class="pause-until"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const until = nextTimeOfDay(time, now);
          if (until === undefined) setWrong(true);
          else onPause(until);
        }}
      >
        <label for={`${id}-until`}>{i18n.t('presence.pause.until')}</label>
        <input
          id={`${id}-until`}
          type="time"
          class="input"
          value={time}
          aria-invalid={isWrong}
          onInput={({ currentTarget: { value } }) => {
            setWrong(false);
            setTime(value);
          }}
        />
        <Button>{i18n.t('presence.pause.untilSet')}</Button>
        {isWrong && (
          <p class="problem" role="alert">
            {i18n.t('presence.pause.untilWrong')}
          </p>
        )}
      </form>
    </fieldset>
  );
}
