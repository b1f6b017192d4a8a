/** Dropping or choosing a file anywhere on the page, and what is wrong with it, placed. */
import { useEffect, useRef, useState } from 'react';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import type { Language } from '../../../src/messages/language.ts';
import { type HandedFile, readHandedFile } from '../state/handed-file.ts';
import type { ServedPortfolio } from '../state/service.ts';
import { DataTable } from './data-table.tsx';

interface HandedFilesProps {
  readonly language: Language;
  onPortfolio(served: ServedPortfolio): void;
  onPlan(plan: PlanFile, name: string): void;
}

/** The event by which a button elsewhere opens the file chooser. */
export const OPEN_FILE = 'kadenz-open-file';

export function HandedFiles({ language, onPortfolio, onPlan }: HandedFilesProps) {
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<Exclude<HandedFile, { kind: 'portfolio' | 'plan' }> | undefined>(
    undefined,
  );
  const chooser = useRef<HTMLInputElement>(null);
  const { drop, states, frame } = messages(language).dashboard;
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readHandedFile(file, language);
    if (read.kind === 'portfolio') onPortfolio(read.served);
    else if (read.kind === 'plan') onPlan(read.plan, read.name);
    setFault(read.kind === 'portfolio' || read.kind === 'plan' ? undefined : read);
  };
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void latest.current(event.dataTransfer?.files[0]);
    };
    const onOpen = () => chooser.current?.click();
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    addEventListener(OPEN_FILE, onOpen);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
      removeEventListener(OPEN_FILE, onOpen);
    };
  }, []);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".yaml,.yml,.json"
        hidden
        aria-label={frame.open}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {over && <div className="drop-here">{drop.here}</div>}
      {fault && (
        <div className="fault" role="alertdialog" aria-label={fault.name}>
          <p>{faultText(fault)}</p>
          {fault.kind === 'invalid' && (
            <DataTable
              words={[1, 2, 3, 4]}
              head={[drop.place, drop.path, drop.got, drop.rule, drop.remedy]}
              rows={fault.problems.map(({ location, path, got, rule, remedy }) => [
                location,
                path,
                got,
                rule,
                remedy,
              ])}
            />
          )}
          <button type="button" onClick={() => setFault(undefined)}>
            {drop.close}
          </button>
        </div>
      )}
    </>
  );

  function faultText(found: NonNullable<typeof fault>): string {
    if (found.kind === 'invalid') return drop.invalid(found.problems.length, found.name);
    if (found.kind === 'too-large') return drop.tooLarge(found.name);
    return found.kind === 'unreachable' ? states.unreachable : drop.notAPlan(found.name);
  }
}
