type Props = { texts: { label: string; text: string }[] };

/** Texts that differ, one under the other, for the agent to choose. */
export const Differs = ({ texts }: Props) => (
  <dl class="differs">
    {texts.map(({ label, text }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd dir="auto">{text}</dd>
      </div>
    ))}
  </dl>
);
