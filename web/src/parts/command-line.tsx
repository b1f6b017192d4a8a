/** The command that plans the same as the what-if shown, to copy. */
import { useState } from 'react';
import { useShown } from '../state/shown.ts';

export function CommandLine({ command }: { readonly command: string }) {
  const { facts } = useShown();
  const say = facts.dash.whatIf;
  const [copied, setCopied] = useState<string | undefined>(undefined);
  return (
    <div className="command" data-input>
      <code>{command}</code>
      <button
        type="button"
        className="plain"
        onClick={() => {
          void navigator.clipboard.writeText(command).then(() => setCopied(command));
        }}
      >
        {say.copy}
      </button>
      <span role="status">{copied === command ? say.copied : ''}</span>
    </div>
  );
}
