/** What the routes of the service have in common. */
import type { DashboardHost, HostedJob, HostedPortfolio } from '../app/dashboard-host.ts';
import type { Judgement } from '../app/read-judged.ts';
import type { AccessRules } from './access.ts';
import type { StaticFile } from './static-files.ts';

/** What the service shows, and under which names. */
export interface ServedDashboard {
  readonly host: DashboardHost;
  /** The portfolio that it opens with. */
  readonly portfolio: HostedPortfolio;
  /** Ids of its plan and of the one before, once there are any. */
  readonly planId: () => string | undefined;
  readonly formerPlanId?: string | undefined;
  /** The job that makes its plan, while there is none. */
  readonly job?: HostedJob | undefined;
  /** What was judged of its plans. */
  readonly judgements?: readonly Judgement[];
  /** More plans to compare with. */
  readonly others?: readonly { readonly id: string; readonly name: string }[];
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Names by which it may be called: a page elsewhere cannot reach it by a name of its own. With tokens it goes by any name. */
  readonly hostNames: readonly string[];
  readonly access: AccessRules;
}
