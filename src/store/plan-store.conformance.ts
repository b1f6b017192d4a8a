/** What every store behind the port has to hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, noise, samplePlan, samplePortfolio } from '../../test/store/sample-documents.ts';
import type { AuditEntry, PlanStore } from './plan-store.ts';
import type { PlanVersion, VersionOutcome, VersionStep } from './plan-version.ts';

/** An empty store with the clock that it is given. */
export type OpenStore = (now: () => Date) => Promise<PlanStore>;

/** Declares the tests of one store. They share it, each with portfolios of its own: an embedded database takes seconds to make. */
export function planStoreConformance(name: string, open: OpenStore): void {
  describe(`${name} as a store`, () => {
    let store: PlanStore;
    let clock = Date.UTC(2026, 0, 1);
    beforeAll(async () => {
      store = await open(() => {
        clock += 1000;
        return new Date(clock);
      });
    });
    afterAll(() => store?.close());

    const drafted = async (portfolio: string, seed = 1): Promise<PlanVersion> => {
      const plan = samplePlan(portfolio, seed);
      await store.putPlan(plan, 'ada');
      return done(await store.addVersion({ planId: plan.provenance.planHash, by: 'ada' }));
    };
    const moved = (id: number, step: Exclude<VersionStep, 'create'>, by = 'ada', note?: string) =>
      store.moveVersion({ id, step, by, note });

    it.each([
      ['of a few figures', []],
      ['that is large', noise(100_000)],
    ])('gives back a plan %s as it was put', async (kind, filler) => {
      const plan = samplePlan(`plain ${kind}`, 1, filler);
      await store.putPlan(plan, 'ada');
      expect(await store.plan(plan.provenance.planHash)).toEqual(plan);
    });

    it('gives back a portfolio as it was put, whatever script its name is in', async () => {
      const portfolio = samplePortfolio('Rüsselsheim 東京 🏗️ “x”');
      await store.putPortfolio(portfolio, 'Jürgen Ğ');
      expect(await store.portfolio(portfolio.inputHash)).toEqual(portfolio);
      const log = await wholeLog(store);
      expect(log.at(-1)).toMatchObject({ by: 'Jürgen Ğ', action: 'portfolio-stored' });
    });

    it('gives back what was judged, letter by letter, in the order in which it came', async () => {
      const [first, second] = ['{ "a": 1.0 }\n', '{"a":1.0}'].map((text, i) => ({
        ...{ id: hashOf(text), inputHash: hashOf('judged'), file: `judged-${i}.json`, text },
      }));
      for (const judgement of [second!, first!, second!]) await store.putJudgement(judgement, 'ada');
      expect(await store.judgements(hashOf('judged'))).toEqual([second, first]);
      expect(await store.judgements(hashOf('not judged'))).toEqual([]);
    });

    it('knows nothing of a hash that it was never given', async () => {
      expect(await store.plan(hashOf('never'))).toBeUndefined();
      expect(await store.portfolio(hashOf('never'))).toBeUndefined();
      expect(await store.version(999_999)).toBeUndefined();
      expect(await store.addVersion({ planId: hashOf('never'), by: 'ada' })).toEqual({ status: 'missing' });
      expect(await moved(999_999, 'submit')).toEqual({ status: 'missing' });
    });

    it('lists plans in the order in which they came, each once, also where the clock went back', async () => {
      for (const seed of [3, 1, 2]) await store.putPlan(samplePlan('order', seed), 'ada');
      clock -= 86_400_000;
      for (const seed of [4, 1]) await store.putPlan(samplePlan('order', seed), 'ada');
      const entries = await store.plans(hashOf('input order'));
      expect(entries.map(({ valueUsd }) => Math.floor(valueUsd / 1e6))).toEqual([3, 1, 2, 4]);
      expect(entries[0]).toEqual({
        ...{ id: hashOf('plan order 3'), inputHash: hashOf('input order'), portfolio: 'order' },
        ...{ asOf: '2025-04-01', valueUsd: 3e6 + 0.1, boundUsd: 3e6 + 2.5 },
      });
      expect((await store.plans()).length).toBeGreaterThan(entries.length);
    });

    it('numbers the versions of each portfolio from 1, without gaps, also where many come at once', async () => {
      await drafted('other');
      await drafted('numbered');
      const plan = hashOf('plan numbered 1');
      const made = await Promise.all([1, 2, 3, 4].map(() => store.addVersion({ planId: plan, by: 'ada' })));
      expect(made.map((outcome) => done(outcome).number).sort()).toEqual([2, 3, 4, 5]);
      expect((await store.versions('numbered')).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
      expect((await store.versions('other')).map(({ number }) => number)).toEqual([1]);
    });

    it('takes a version from draft through review to approval, and tells who did it, when and why', async () => {
      const { id } = await drafted('reviewed');
      await moved(id, 'submit', 'ada', 'for Q2');
      await moved(id, 'return', 'grace', 'Heath is missing');
      await moved(id, 'submit');
      const version = done(await moved(id, 'approve', 'grace'));
      expect(version.state).toBe('approved');
      expect(version.events.map(({ step, by, note }) => [step, by, note])).toEqual([
        ['create', 'ada', undefined],
        ['submit', 'ada', 'for Q2'],
        ['return', 'grace', 'Heath is missing'],
        ['submit', 'ada', undefined],
        ['approve', 'grace', undefined],
      ]);
      expect(await store.version(id)).toEqual(version);
      expect(await store.versions('reviewed')).toEqual([version]);
    });

    it('refuses steps that are not open, and tells the state', async () => {
      const { id } = await drafted('closed');
      expect(await moved(id, 'approve')).toEqual({ status: 'not-open', state: 'draft' });
      expect(await moved(id, 'return')).toEqual({ status: 'not-open', state: 'draft' });
      await moved(id, 'submit');
      expect(await moved(id, 'submit')).toEqual({ status: 'not-open', state: 'in-review' });
    });

    it('never changes a version again that was approved', async () => {
      const { id } = await drafted('approved');
      await moved(id, 'submit');
      const approved = done(await moved(id, 'approve'));
      for (const step of ['submit', 'return', 'approve'] as const)
        expect(await moved(id, step)).toEqual({ status: 'not-open', state: 'approved' });
      expect(await store.version(id)).toEqual(approved);
    });

    it('lets one of those approve who approve at once', async () => {
      const { id } = await drafted('contested');
      await moved(id, 'submit');
      const outcomes = await Promise.all(['ada', 'grace', 'mary'].map((by) => moved(id, 'approve', by)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['done', 'not-open', 'not-open']);
      expect((await store.version(id))!.events).toHaveLength(3);
    });

    it('dates no event before the one that it follows, also where the clock went back', async () => {
      const { id, events } = await drafted('backwards');
      clock -= 86_400_000;
      const version = done(await moved(id, 'submit'));
      expect(version.events[1]!.at).toBe(events[0]!.at);
    });

    it('writes one line of the log for every change, and none for what was there', async () => {
      const from = (await wholeLog(store)).length;
      const { id } = await drafted('logged');
      await store.putPlan(samplePlan('logged', 1), 'grace');
      await moved(id, 'submit', 'ada', 'why not');
      await moved(id, 'submit');
      const lines = (await wholeLog(store)).slice(from);
      expect(lines.map(({ by, action, subject, note }) => [by, action, subject, note])).toEqual([
        ['ada', 'plan-stored', hashOf('plan logged 1'), undefined],
        ['ada', 'version-create', 'logged v1', undefined],
        ['ada', 'version-submit', 'logged v1', 'why not'],
      ]);
    });

    it('knows a token by its hash until it is revoked, and tells no hash', async () => {
      const hash = hashOf('kdz_secret');
      const token = await store.addToken({ name: 'Jürgen', role: 'planner', hash }, 'ada');
      expect(token).toMatchObject({ name: 'Jürgen', role: 'planner', revokedAt: undefined });
      expect(await store.tokenByHash(hash)).toEqual(token);
      expect(await store.tokenByHash(hashOf('kdz_other'))).toBeUndefined();
      expect(await store.tokens()).toEqual([token]);
      const revoked = await store.revokeToken(token!.id, 'ada');
      expect(revoked?.revokedAt).toBeDefined();
      expect(await store.tokenByHash(hash)).toBeUndefined();
      expect(await store.revokeToken(token!.id, 'ada')).toBeUndefined();
      expect(await store.tokens()).toEqual([revoked]);
      expect(JSON.stringify([token, revoked, await store.tokens()])).not.toContain(hash);
      const lines = (await wholeLog(store)).filter(({ subject }) => subject === 'Jürgen');
      expect(lines.map(({ by, action, note }) => [by, action, note])).toEqual([
        ['ada', 'token-created', 'planner'],
        ['ada', 'token-revoked', undefined],
      ]);
    });

    it('gives a name to one token in force at a time', async () => {
      const request = (seed: number) =>
        ({ name: 'twice', role: 'viewer', hash: hashOf(`twice ${seed}`) }) as const;
      const first = await store.addToken(request(1), 'ada');
      expect(await store.addToken(request(2), 'ada')).toBeUndefined();
      await store.revokeToken(first!.id, 'ada');
      expect(await store.addToken(request(3), 'ada')).toMatchObject({ name: 'twice' });
    });

    it('tells the log in parts, the oldest first', async () => {
      const all = await wholeLog(store);
      const first = await store.auditLog({ limit: 2 });
      const second = await store.auditLog({ after: first.at(-1)!.sequence, limit: 3 });
      expect([...first, ...second]).toEqual(all.slice(0, 5));
    });
  });
}

function wholeLog(store: PlanStore): Promise<readonly AuditEntry[]> {
  return store.auditLog({ limit: 10_000 });
}

function done(outcome: VersionOutcome): PlanVersion {
  if (outcome.status !== 'done') throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome.version;
}
