/** The frame around every view: bar, rail, what-if, content. */
import { type ReactNode, useEffect, useState } from 'react';
import { messages } from '../../../src/messages/catalogue.ts';
import { languages } from '../../../src/messages/language.ts';
import { gapPhrase, wasStopped } from '../../../src/views/headline.ts';
import { service } from '../state/service.ts';
import { useShown } from '../state/shown.ts';
import { themes, writeUrl } from '../state/url-state.ts';
import { useVersion } from '../state/use-version.ts';
import { viewNames } from '../state/view-names.ts';
import type { WhatIfState } from '../state/what-if-plans.ts';
import { download } from './download.ts';
import { OPEN_FILE } from './handed-files.tsx';
import { useInTurn } from './use-in-turn.ts';
import { WhatIfPanel } from './what-if-panel.tsx';

interface FrameProps {
  readonly whatIf: WhatIfState;
  /** The command line that plans the what-if shown. */
  readonly command: string;
  keep(): void;
  readonly children: ReactNode;
}

export function Frame({ whatIf, command, keep, children }: FrameProps) {
  const { facts, url } = useShown();
  const { dash } = facts;
  useEffect(() => {
    document.title = `${dash.views[url.view]} – ${facts.plan.provenance.portfolioName}`;
  }, [dash, url.view, facts]);
  // The controls come a frame after the figures.
  const { done: hasControls } = useInTurn(true, 1, { first: 0, more: 1 });
  return (
    <>
      <a className="skip" href="#content">
        {dash.frame.skip}
      </a>
      <TopBar />
      <div className="page">
        <div className="rail">
          <Rail />
          {hasControls && <WhatIfPanel state={whatIf} command={command} keep={keep} />}
        </div>
        <main id="content" tabIndex={-1} data-view={url.view}>
          <Offline />
          {children}
        </main>
      </div>
    </>
  );
}

function TopBar() {
  const { facts, base, url, go } = useShown();
  const { plan, say, dash, language } = facts;
  const { portfolioName, asOf, planHash } = plan.provenance;
  const version = useVersion(base?.facts.plan ?? plan);
  const { states } = messages(language).store.versions;
  const { whatIfState, version: versionText } = dash.frame;
  const kept = version ? versionText(version.number, states[version.state]) : states.draft;
  const state = base ? whatIfState : kept;
  const exportPlan = () =>
    download(`${portfolioName}.plan.json`, 'application/json', `${JSON.stringify(plan)}\n`);
  return (
    <header className="bar">
      <b data-name>{portfolioName}</b>
      <span>{say.header.asOf(asOf)}</span>
      <span>
        {dash.frame.planVersion(planHash.slice(0, 7))} · {state}
      </span>
      <span className="gap" data-sentence="gap">
        {gapPhrase(plan, language)}
      </span>
      <span className="controls">
        <button type="button" className="plain" onClick={() => dispatchEvent(new Event(OPEN_FILE))}>
          {dash.frame.open}
        </button>
        <button type="button" className="plain" onClick={exportPlan}>
          {dash.frame.export}
        </button>
        <button type="button" className="plain wide-only" onClick={() => print()}>
          {dash.frame.print}
        </button>
        <select
          aria-label={dash.frame.language}
          value={language}
          onChange={(event) => go({ language: languages.find((one) => one === event.target.value)! })}
        >
          <option value="en">English</option>
          <option value="de">Deutsch</option>
        </select>
        <select
          aria-label={dash.frame.theme}
          value={url.theme}
          onChange={(event) => go({ theme: themes.find((one) => one === event.target.value)! })}
        >
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {dash.frame.themes[theme]}
            </option>
          ))}
        </select>
      </span>
    </header>
  );
}

function Rail() {
  const { facts, url, go } = useShown();
  const { dash } = facts;
  return (
    <nav aria-label={dash.frame.views}>
      {viewNames.map((view) => (
        <a
          key={view}
          href={writeUrl({ ...url, view })}
          aria-current={view === url.view ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            go({ view });
            document.getElementById('content')?.focus({ preventScroll: true });
            scrollTo(0, 0);
          }}
        >
          {dash.views[view]}
        </a>
      ))}
    </nav>
  );
}

/** Seconds between two looks whether the service still answers. */
const LOOK_S = 10;

/** Says that the service is gone; goes on looking, and takes it back once it answers. */
function Offline() {
  const { facts, base } = useShown();
  const [gone, setGone] = useState(false);
  useEffect(() => {
    const look = () => {
      service.health().then(
        () => setGone(false),
        () => setGone(true),
      );
    };
    const timer = setInterval(look, LOOK_S * 1000);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      clearInterval(timer);
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return (
    <>
      <p className="notice" role="status" hidden={!gone}>
        {gone ? facts.dash.states.offline : ''}
      </p>
      {!base && wasStopped(facts.plan) && <p className="notice">{facts.words.stopped}</p>}
    </>
  );
}
