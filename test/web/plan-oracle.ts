/**
 * What every figure of the dashboard must be, worked out from the plan file and its portfolio alone: nothing of `src/views` is used.
 *
 * A figure is named as the page names it (`data-of`). Names that begin with `facts.plan.` are paths of the plan file itself, names that
 * begin with `judged` those of the judged files.
 */
import type { PlanFile } from '../../src/domain/plan-file.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import { judgedFiles } from './judged-files.ts';

const HOURS = 2191.5;
const FAMILY = /^[a-z-]+/;
const PHASES = ['land', 'shell', 'power', 'fit-out', 'accelerators'];

type Series = readonly number[];

export class PlanOracle {
  readonly #plan: PlanFile;
  readonly #portfolio: Portfolio;
  readonly #depth: number[] = [];
  /** Nodes of each quarter. */
  readonly #nodes: number[][] = [];

  constructor(plan: PlanFile, portfolio: Portfolio) {
    this.#plan = plan;
    this.#portfolio = portfolio;
    plan.tree.parent.forEach((up, n) => {
      const depth = up < 0 ? 0 : this.#depth[up]! + 1;
      this.#depth.push(depth);
      this.#nodes[depth] = [...(this.#nodes[depth] ?? []), n];
    });
  }

  /** The value of a figure; `undefined` where no rule knows it. */
  expected(of: string): number | undefined {
    const [head, rest] = [/^[a-z]+/i.exec(of)?.[0], of];
    if (rest.startsWith('facts.plan.')) return lookUp(this.#plan, rest.slice('facts.plan.'.length));
    switch (head) {
      case 'now':
        return this.#now(of);
      case 'capacity':
        return this.#capacity(of);
      case 'bridge':
        return this.#bridge(of);
      case 'demand':
        return this.#demand(of);
      case 'money':
        return this.#money(of);
      case 'fleet':
        return this.#fleet(of);
      case 'serving':
        return this.#serving(of);
      case 'policy':
        return this.#policy(of);
      case 'judged':
        return judgedFigure(this.#plan, of);
      case 'loss': {
        const [at, i] = numbersIn(of);
        const { valueUsd, boundUsd } = this.#plan.reasons[at!]!.alternatives[i!]!;
        return (valueUsd ?? boundUsd) - this.#plan.headline.valueUsd;
      }
      case 'binding':
      case 'bindingRest':
        return this.#binding(of);
      default:
        return undefined;
    }
  }

  /** `binding[3] power ohio-campus`: rows of one rule; `bindingRest[3]`: the priced parts without the rows listed. */
  #binding(of: string): number {
    const { parts, bindingRows } = this.#plan.reasons[numbersIn(of)[0]!]!;
    const [, rule, subject] = of.split(' ');
    const usd = (rows: typeof bindingRows) => sum(rows.map(({ worthUsd }) => worthUsd));
    if (rule) return usd(bindingRows.filter((row) => row.rule === rule && row.subject === subject));
    const cash = new Set<string>(this.#plan.cashFlows.map(({ heading }) => heading));
    const priced = parts.filter(({ heading }) => !cash.has(heading));
    return sum(priced.map(({ usd: amount }) => amount)) - usd(bindingRows);
  }

  #now(of: string): number | undefined {
    const [i] = numbersIn(of);
    const { decisionsNow, headline } = this.#plan;
    if (of.startsWith('now.decisions'))
      return decisionsNow[i!]![of.endsWith('itPowerMw') ? 'itPowerMw' : 'advantageUsd'] ?? undefined;
    const gone = decisionsNow.filter(({ action }) => /^(cancel|lapse|hand-over)/.test(action));
    const { figures } = headline;
    return [
      () => sum(gone.map(({ itPowerMw }) => itPowerMw ?? 0)),
      () => sum(gone.map(({ option }) => this.#capitalLeft(option))),
      () => figures.expectedNpvUsd,
      () => figures.roicShare ?? undefined,
      () => Math.max(...figures.overBuildProbability),
      () => Math.max(...figures.underBuildProbability),
      () => figures.runwayQuarters ?? undefined,
      () => figures.cadence[0]!.buildUsd / figures.cadence[0]!.acceleratorUsd,
    ][i!]?.();
  }

  #capitalLeft(option: string): number {
    const project = this.#portfolio.projects.find(({ id }) => id === option);
    const lease = this.#portfolio.leases.find(({ id }) => id === option);
    if (lease) return lease.commenced ? 0 : lease.fitOutUsdPerMw * lease.itPowerMw;
    const stages = [...(project?.stages ?? []), ...(project?.tracks ?? []).flatMap((track) => track.stages)];
    return sum(stages.map(({ costUsd }) => costUsd));
  }

  #capacity(of: string): number | undefined {
    const [name, quantile] = of.split(/[.[]/).slice(1) as [string, string];
    const t = numbersIn(of).at(-1)!;
    const live = this.#plan.tree.parent.map((_, n) => this.#liveMw(n));
    const powered = live.map((mw, n) => mw + sum(this.#plan.policy.map((row) => row.poweredMw[n]!)));
    const { overBuildMw, underBuildMw, waitingMw } = this.#plan.headline.figures;
    switch (name) {
      case 'powered':
        return this.#quantile(powered, t, quantile);
      case 'need':
        return this.#quantile(this.#needMw(), t, quantile);
      case 'live':
        return this.#mean(live, t);
      case 'added':
        return Math.max(0, this.#quantile(powered, t, 'p50') - this.#mean(live, t));
      case 'committed':
      case 'exploratory':
        return this.#mean(this.#underWay(name === 'exploratory'), t);
      case 'overBuild':
        return overBuildMw[quantile as 'p10'][t];
      case 'underBuild':
        return underBuildMw[quantile as 'p10'][t];
      case 'waiting':
        return waitingMw[quantile as 'p10'][t];
      case 'regions': {
        const region = this.#portfolio.regions[numbersIn(of)[0]!]!.id;
        return this.#mean(of.includes('usedMw') ? this.#usedIn(region) : this.#poweredIn(region), t);
      }
      default:
        return undefined;
    }
  }

  #bridge(of: string): number | undefined {
    const last = this.#nodes.length - 1;
    const powered = this.#plan.tree.parent.map(
      (_, n) => this.#liveMw(n) + sum(this.#plan.policy.map((row) => row.poweredMw[n]!)),
    );
    if (of === 'bridge.start') return this.#mean(powered, 0);
    if (of === 'bridge.end') return this.#mean(powered, last);
    const label = of.slice('bridge.step.'.length);
    const { projects, leases, liveCapacity } = this.#portfolio;
    const option = [...projects, ...leases].find(({ name }) => name === label)?.id;
    const row = this.#plan.policy.find((one) => one.option === option);
    if (row) return this.#mean(row.poweredMw, last) - this.#mean(row.poweredMw, 0);
    const ended = liveCapacity.find(({ id }) => id === label);
    return ended && -ended.itPowerMw;
  }

  #demand(of: string): number | undefined {
    const [i, t] = numbersIn(of.replaceAll(/p\d0/g, ''));
    const { id } = this.#portfolio.workloads[i!]!;
    const quantile = /p\d0/.exec(of)?.[0];
    if (quantile) return this.#quantile(this.#plan.tree.values[`demand:${id}`]!, t!, quantile);
    const atHead = new Map(
      this.#plan.service.filter(({ workload }) => workload === id).map(({ node, served }) => [node, served]),
    );
    return this.#quantile(
      this.#plan.tree.periodHead.map((head) => atHead.get(head) ?? 0),
      t!,
      'p50',
    );
  }

  #money(of: string): number | undefined {
    const { headline, cashFlows } = this.#plan;
    const [i] = numbersIn(of.replaceAll('fit-out', 'fitout'));
    if (of.startsWith('money.reversibleUsd')) return headline.figures.reversibleUsd[i!];
    if (of.startsWith('money.baselines')) {
      const { valueUsd, fullSpeedUsd, retreatUsd } = headline;
      const known = [valueUsd, fullSpeedUsd, retreatUsd].filter((usd) => usd !== null);
      return of.endsWith('valueUsd') ? known[i!] : Math.max(...known) - known[i!]!;
    }
    if (of.startsWith('money.bins')) return this.#bin(i!, of.split('.').at(-1)!);
    const year = [...new Set(this.#depth.map((_, n) => this.#yearOf(n)))].sort((a, b) => a - b)[i!]!;
    const budget = this.#portfolio.budget.find(({ fiscalYear }) => fiscalYear === year);
    if (of.endsWith('budgetUsd')) return budget && budget.capexUsd - budget.spentUsd;
    const phase = of.split('.').at(-1)!;
    const spent = cashFlows.filter(({ node, heading }) => {
      const known = heading === 'restart' ? 'shell' : heading;
      const wanted = phase === 'totalUsd' ? PHASES.includes(known) : known === phase;
      return wanted && this.#yearOf(node) === year;
    });
    return -sum(spent.map(({ node, usd }) => usd * this.#plan.tree.probability[node]!));
  }

  /** Eighteen bins of equal width from the poorest future to the richest. */
  #bin(i: number, what: string): number {
    const cash: number[] = [];
    const own = new Float64Array(this.#depth.length);
    for (const { node, usd } of this.#plan.cashFlows)
      own[node]! += usd / (1 + this.#portfolio.finance.discountRatePerYear) ** (this.#depth[node]! / 4);
    for (const [n, up] of this.#plan.tree.parent.entries()) cash.push(own[n]! + (up < 0 ? 0 : cash[up]!));
    const parents = new Set(this.#plan.tree.parent);
    const leaves = cash.flatMap((usd, n) =>
      parents.has(n) ? [] : [{ usd, p: this.#plan.tree.probability[n]! }],
    );
    const [least, most] = [
      Math.min(...leaves.map(({ usd }) => usd)),
      Math.max(...leaves.map(({ usd }) => usd)),
    ];
    const width = (most - least) / 18;
    const of = (usd: number) => Math.min(17, Math.floor((usd - least) / width + 1e-9));
    if (what === 'from') return least + i * width;
    if (what === 'to') return least + (i + 1) * width;
    return sum(leaves.filter(({ usd }) => of(usd) === i).map(({ p }) => p));
  }

  #fleet(of: string): number | undefined {
    const [i, t] = numbersIn(of);
    const { fleet, headline } = this.#plan;
    const { accelerators } = this.#portfolio;
    if (of.startsWith('fleet.all'))
      return sum(Object.values(headline.figures.utilisation).map((one) => one[i!]!));
    if (of.startsWith('fleet.utilisation')) return Object.values(headline.figures.utilisation)[i!]![t!];
    if (of.startsWith('fleet.purchases')) {
      const years = [...new Set(this.#depth.map((_, n) => this.#yearOf(n)))].sort((a, b) => a - b);
      const bought = years.flatMap((year) =>
        accelerators.map(({ id }) =>
          sum(
            fleet.purchases
              .filter(({ node, accelerator }) => accelerator === id && this.#yearOf(node) === year)
              .map(({ node, units }) => units * this.#plan.tree.probability[node]!),
          ),
        ),
      );
      return bought.filter((units) => units >= 0.5)[i!];
    }
    const key = of.includes('byGeneration') ? 'accelerator' : of.includes('byPool') ? 'pool' : 'workload';
    const layers = this.#layers(key).filter(({ values }) => values.some((units) => units > 0.5));
    return layers[i!]?.values[t!];
  }

  /** Accelerators that run, by generation, pool or workload, per quarter. */
  #layers(key: 'accelerator' | 'pool' | 'workload') {
    const { accelerators, pools, workloads, contracts } = this.#portfolio;
    const ids = {
      accelerator: accelerators.map(({ id }) => id),
      pool: pools.map(({ id }) => id),
      workload: [
        ...workloads.map(({ id }) => id),
        ...contracts.flatMap(({ id, offers }) => offers.map((_, o) => `${id}:${o + 1}`)),
      ],
    }[key];
    const { running } = this.#plan.fleet;
    return [...new Set([...ids, ...running.map((line) => line[key])])].map((id) => {
      const perNode = this.#byPeriod(running.filter((line) => line[key] === id));
      return { id, values: this.#nodes.map((_, t) => this.#mean(perNode, t)) };
    });
  }

  /** What sentences say besides the figures on their view: parts of reasons, totals of the fleet, shares of them, growth. */
  derived(): number[] {
    const { reasons } = this.#plan;
    const { workloads, contracts } = this.#portfolio;
    const last = this.#nodes.length - 1;
    const parts = reasons
      .filter(({ node }) => node === 0)
      .flatMap((one) => [one.totalUsd, ...one.parts.map(({ usd }) => usd)]);
    const kindOf = (id: string) =>
      workloads.find(
        (one) => one.id === (contracts.find((other) => id.startsWith(`${other.id}:`))?.workload ?? id),
      )?.kind;
    const shares = (['accelerator', 'pool', 'workload'] as const).flatMap((key) => {
      const layers = this.#layers(key);
      return [0, last].flatMap((t) => {
        const total = sum(layers.map(({ values }) => values[t]!));
        const inference = layers.filter(({ id }) => !kindOf(id)?.endsWith('training'));
        return [
          ...[total, sum(inference.map(({ values }) => values[t]!)) / total],
          ...layers.map(({ values }) => values[t]! / total),
        ];
      });
    });
    const chains = (['acceleratorsByQuarter', 'itPowerKwByQuarter'] as const).flatMap((series) => {
      const ends = workloads.map((_, i) => this.#serving(`serving.chains[${i}].${series}[${last}]`)!);
      return ends.map((one) => one / sum(ends));
    });
    const growth = workloads.map((_, i) => {
      const at = (t: number) => this.#demand(`demand.fans[${i}].demand.p50[${t}]`)!;
      return at(last) / at(0);
    });
    const { cadence, expectedNpvUsd } = this.#plan.headline.figures;
    const { discountRatePerYear } = this.#portfolio.finance;
    const atTheEnd = this.#plan.cashFlows
      .filter(({ heading }) => heading === 'terminal')
      .map(({ node, usd }) => {
        const age = this.#depth[node]! / 4;
        return (usd * this.#plan.tree.probability[node]!) / (1 + discountRatePerYear) ** age;
      });
    const slowed = this.#plan.decisionsNow.filter(({ action }) => /^(pause|slow)/.test(action));
    return [
      ...[...parts, ...shares, ...chains, ...growth],
      ...cadence.map(({ buildUsd, acceleratorUsd }) => buildUsd / acceleratorUsd),
      ...[sum(atTheEnd), expectedNpvUsd - sum(atTheEnd)],
      sum(slowed.map(({ option }) => this.#capitalLeft(option))),
      ...judgedNumbers(this.#plan),
    ];
  }

  #serving(of: string): number | undefined {
    const [i, t] = numbersIn(of);
    const { id } = this.#portfolio.workloads[i!]!;
    const { accelerators, regions, pools, contracts } = this.#portfolio;
    const mine = (name: string) =>
      name === id || contracts.some((one) => one.workload === id && name.startsWith(`${one.id}:`));
    const lines = this.#plan.fleet.running.filter(({ workload }) => mine(workload));
    const kwOf = (name: string) => accelerators.find((one) => one.id === name)!.itKwPerUnit;
    const kw = lines.map((line) => ({ ...line, units: line.units * kwOf(line.accelerator) }));
    const root = lines.filter(({ node }) => node === 0);
    const served = sum(
      this.#plan.service
        .filter(({ node, workload }) => node === 0 && mine(workload))
        .map((one) => one.served),
    );
    const what = of.split('.').at(-1)!.replace(/\[.*/, '');
    switch (what) {
      case 'served':
        return served;
      case 'accelerators':
        return sum(root.map(({ units }) => units));
      case 'itPowerMw':
        return sum(kw.filter(({ node }) => node === 0).map(({ units }) => units)) / 1000;
      case 'energyUsdPerUnit': {
        const usd = root.map(({ pool, accelerator, units }) => {
          const place = regions.find((one) => one.id === pools.find((other) => other.id === pool)!.region)!;
          return (units * kwOf(accelerator) * place.pue * place.powerUsdPerMwh) / 1000;
        });
        return served > 0 ? sum(usd) / served : 0;
      }
      case 'priceUsdPerUnit': {
        const revenue = this.#plan.cashFlows.filter(
          ({ node, heading, item }) => node === 0 && heading === 'revenue' && mine(item ?? ''),
        );
        return sum(revenue.map(({ usd }) => usd)) / (served * HOURS);
      }
      case 'acceleratorsByQuarter':
        return this.#mean(this.#byPeriod(lines), t!);
      case 'itPowerKwByQuarter':
        return this.#mean(this.#byPeriod(kw), t!);
      default:
        return undefined;
    }
  }

  /** `policy.line[<series>][<node>][<node>]`: halfway, in ratio, between two futures; `policy.distance[…]`: that against today. */
  #policy(of: string): number | undefined {
    const found = /^policy\.(line|distance)\[(.+)\]\[(\d+)\]\[(\d+)\]$/.exec(of);
    if (!found) return undefined;
    const values = this.#plan.tree.values[found[2]!]!;
    const [low, high] = [values[Number(found[3])]!, values[Number(found[4])]!];
    const isEvent = found[2]!.startsWith('event:');
    const line = isEvent ? (low + high) / 2 : Math.sqrt(low * high);
    if (found[1] === 'line') return line;
    return isEvent ? line - values[0]! : line / values[0]! - 1;
  }

  #yearOf(node: number): number {
    const [year, quarter] = this.#plan.tree.firstQuarter.split('Q').map(Number) as [number, number];
    const month = (quarter - 1) * 3 + this.#depth[node]! * 3;
    const start = this.#portfolio.calendar.fiscalYearStartMonth - 1;
    const calendar = year + Math.floor(month / 12);
    return start > 0 && month % 12 >= start ? calendar + 1 : calendar;
  }

  #liveMw(node: number): number {
    const [year, quarter] = this.#plan.tree.firstQuarter.split('Q').map(Number) as [number, number];
    const now = year * 4 + quarter - 1 + this.#depth[node]!;
    return sum(
      this.#portfolio.liveCapacity
        .filter(({ until }) => until === undefined || now <= until)
        .map(({ itPowerMw }) => itPowerMw),
    );
  }

  #needMw(): number[] {
    const { accelerators, workloads } = this.#portfolio;
    const { fleet, policy, service, tree } = this.#plan;
    const running = this.#byPeriod(
      [...fleet.running, ...fleet.rentedOut].map(({ node, accelerator, units }) => ({
        node,
        units: (units * accelerators.find(({ id }) => id === accelerator)!.itKwPerUnit) / 1000,
      })),
    );
    const missing = [...service, ...this.#blocks()].map(({ node, workload, demand, served }) => {
      const known = workloads.find(({ id }) => id === workload);
      if (!known) return { node, units: 0, efficiency: '' };
      const perMw = accelerators.map(
        ({ id, itKwPerUnit }) => ((known.ratePerAcceleratorHour[id] ?? 0) / itKwPerUnit) * 1000,
      );
      const units = Math.max(0, demand - served) / (Math.max(...perMw) / known.peakFactor);
      return { node, units, efficiency: `efficiency:${workload}` };
    });
    const atHead = new Map<number, number>();
    for (const { node, units, efficiency } of missing)
      atHead.set(node, (atHead.get(node) ?? 0) + units / this.#meanAt(node, tree.values[efficiency]));
    return running.map(
      (mw, n) =>
        mw + sum(policy.map((row) => row.drawnMw?.[n] ?? 0)) + (atHead.get(tree.periodHead[n]!) ?? 0),
    );
  }

  /** Mean of a series over the period that begins with a node; 1 where there is no series. */
  #meanAt(head: number, series: readonly number[] | undefined): number {
    const within = (series ?? []).filter((_, n) => this.#plan.tree.periodHead[n] === head);
    return series ? sum(within) / within.length : 1;
  }

  /** What was taken of contract blocks and what is served of it, at first nodes of periods. */
  #blocks() {
    const { fleet, policy, tree } = this.#plan;
    const { contracts, workloads, events } = this.#portfolio;
    return contracts.flatMap((contract) =>
      contract.offers.flatMap((offer, i) => {
        const of = workloads.find(({ id }) => id === contract.workload)!;
        const { actions } = policy.find(({ option }) => option === `${contract.id}:${i + 1}`)!;
        const share = (n: number): number => {
          if (actions[n] === 'serve') return share(tree.parent[n]!);
          return actions[n] === 'exercise' ? 1 : actions[n] === 'exercise-half' ? 0.5 : 0;
        };
        const gone = events.filter(({ withdraws }) => withdraws.includes(contract.id));
        const asked = actions.map((_, n) =>
          gone.some(({ id }) => (tree.values[`event:${id}`]?.[n] ?? 0) >= 0.5)
            ? 0
            : share(n) * offer.unitsPerHour,
        );
        return [...new Set(tree.periodHead)].map((node) => {
          const running = fleet.running.filter(
            (run) => run.node === node && run.workload === `${contract.id}:${i + 1}`,
          );
          const perHour = running.map(
            ({ accelerator, units }) => (units * of.ratePerAcceleratorHour[accelerator]!) / of.peakFactor,
          );
          const efficiency = this.#meanAt(node, tree.values[`efficiency:${of.id}`]);
          const demand = this.#meanAt(node, asked);
          return { node, workload: of.id, demand, served: sum(perHour) * efficiency };
        });
      }),
    );
  }

  /** MW of sites and leases that give none yet: committed, or only talked about. */
  #underWay(exploratory: boolean): number[] {
    const { projects, leases } = this.#portfolio;
    return this.#plan.tree.parent.map((_, n) =>
      sum(
        this.#plan.policy.map(({ option, states, poweredMw }) => {
          const state = states[n]!;
          const lease = leases.find(({ id }) => id === option);
          if (lease) return state.startsWith(exploratory ? 'loi' : 'signed') ? lease.itPowerMw : 0;
          const project = projects.find(({ id }) => id === option);
          const steps = [...state.matchAll(/(\S+) (\d+)\/\d+/g)];
          if (!project || steps.length === 0) return 0;
          const tracks = project.tracks?.length ? project.tracks : [{ id: '', stages: project.stages ?? [] }];
          const talks = tracks.some(({ id, stages }) => {
            const done = Number((steps.find(([, name]) => name === id) ?? steps[0]!)[2]);
            let left = done;
            const current = stages.find(({ quarters }) => {
              left -= Math.round(quarters * 2);
              return left < 0;
            });
            return current?.stage === 'exploratory';
          });
          return talks === exploratory ? project.itPowerMw - poweredMw[n]! : 0;
        }),
      ),
    );
  }

  #regionOf(pool: string | undefined): string | undefined {
    return this.#portfolio.pools.find(({ id }) => id === pool)?.region;
  }

  #poweredIn(region: string): number[] {
    const { projects, leases, liveCapacity } = this.#portfolio;
    const [year, quarter] = this.#plan.tree.firstQuarter.split('Q').map(Number) as [number, number];
    return this.#plan.tree.parent.map((_, n) => {
      const now = year * 4 + quarter - 1 + this.#depth[n]!;
      const live = liveCapacity.filter(
        ({ pool, until }) => this.#regionOf(pool) === region && (until === undefined || now <= until),
      );
      const added = this.#plan.policy.map(({ option, poweredMw, actions }) => {
        const project = projects.find(({ id }) => id === option);
        const site = project ?? leases.find(({ id }) => id === option);
        let moved = false;
        for (let up = this.#plan.tree.parent[n]!; up >= 0; up = this.#plan.tree.parent[up]!)
          moved ||= actions[up] === 're-purpose';
        const pool = moved ? (project?.repurpose?.pool ?? site?.pool) : site?.pool;
        return this.#regionOf(pool) === region ? poweredMw[n]! : 0;
      });
      return sum(live.map(({ itPowerMw }) => itPowerMw)) + sum(added);
    });
  }

  #usedIn(region: string): number[] {
    const { fleet, policy, tree } = this.#plan;
    const running = this.#byPeriod(
      [...fleet.running, ...fleet.rentedOut]
        .filter(({ pool }) => this.#regionOf(pool) === region)
        .map(({ node, accelerator, units }) => ({
          node,
          units:
            (units * this.#portfolio.accelerators.find(({ id }) => id === accelerator)!.itKwPerUnit) / 1000,
        })),
    );
    return running.map((mw, n) => {
      const drawn = policy.map(({ drawnMw, actions }) => {
        if (!drawnMw?.[n]) return 0;
        let at = n;
        while (at >= 0 && FAMILY.exec(actions[at]!)?.[0] !== 'start') at = tree.parent[at]!;
        return at >= 0 && this.#regionOf(actions[at]!.split(':')[1]) === region ? drawnMw[n]! : 0;
      });
      return mw + sum(drawn);
    });
  }

  /** Amounts that stand at the first nodes of periods, per node. */
  #byPeriod(lines: readonly { readonly node: number; readonly units: number }[]): number[] {
    const atHead = new Map<number, number>();
    for (const { node, units } of lines) atHead.set(node, (atHead.get(node) ?? 0) + units);
    return this.#plan.tree.periodHead.map((head) => atHead.get(head) ?? 0);
  }

  #mean(perNode: Series, t: number): number {
    return sum(this.#nodes[t]!.map((n) => this.#plan.tree.probability[n]! * perNode[n]!));
  }

  /** The smallest value that is not exceeded with the quantile's probability. */
  #quantile(perNode: Series, t: number, quantile: string): number {
    const share = Number(quantile.slice(1)) / 100;
    const sorted = this.#nodes[t]!.toSorted((a, b) => perNode[a]! - perNode[b]!);
    let mass = 0;
    for (const n of sorted) {
      mass += this.#plan.tree.probability[n]!;
      if (mass >= share - 1e-12) return perNode[n]!;
    }
    return perNode[sorted.at(-1)!]!;
  }
}

function sum(values: Series): number {
  return values.reduce((total, value) => total + value, 0);
}

function numbersIn(of: string): number[] {
  return [...of.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits));
}

function lookUp(source: object, path: string): number | undefined {
  const found = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], source);
  return typeof found === 'number' ? found : undefined;
}

/** A figure of a judged file, in the order in which they are served; `half` is half the width of its interval. */
function judgedFigure(plan: PlanFile, of: string): number | undefined {
  const [, at, path] = /^judged\[(\d+)\]\.[a-z]+\.(.+)$/.exec(of) ?? [];
  const { result } = JSON.parse(Object.values(judgedFiles(plan))[Number(at)]!) as { result: object };
  if (!path!.endsWith('.half')) return lookUp(result, path!);
  const estimate = path!.slice(0, -'.half'.length);
  return (lookUp(result, `${estimate}.high`)! - lookUp(result, `${estimate}.low`)!) / 2;
}

/** Numbers that the sentences on judged files name: ends of an interval, losses, and what decisions cost at least and at most. */
function judgedNumbers(plan: PlanFile): number[] {
  const [simulated, evaluated, tested, frontier, tornado, draws] = Object.values(judgedFiles(plan)).map(
    (text) => JSON.parse(text).result,
  );
  const [own, best] = [evaluated.given.valueUsd, evaluated.plan.valueUsd];
  const { low, high } = simulated.ways[0].outOfSample;
  const { mean, low: least, high: most } = simulated.followingMore;
  const [first, seen] = tested.day;
  const { points } = frontier.study;
  const [riskiest, safest] = [points[0], points.at(-1)];
  const { value, planned, infeasible, meanGapShare } = draws.study.draws;
  return [
    ...[low, high, simulated.hindsight.value.mean, simulated.hindsight.boundUsd],
    ...[simulated.ways.at(-1).outOfSample.mean, mean, (most - least) / 2],
    ...[riskiest.npvUsd - safest.npvUsd, safest.cvarUsd - riskiest.cvarUsd, 1 - frontier.study.cvarLevel],
    ...[tornado.study.bars[0].swingUsd, tornado.study.inputs, frontier.gapShare],
    ...[value.p10, value.p50, value.p90, planned, infeasible, meanGapShare],
    ...[best - own, best - evaluated.boundWithinUsd, evaluated.plan.boundUsd - own],
    ...[
      first.worth.valueUsd - seen.worth.valueUsd,
      ...tested.later.map((one: { lossUsd: number }) => one.lossUsd),
    ],
  ];
}
