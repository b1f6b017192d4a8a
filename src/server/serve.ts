/** Listens: starts the HTTP service and says where it is. */
import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { DashboardHost } from '../app/dashboard-host.ts';
import type { Ports } from '../app/ports.ts';
import { httpApp } from './http-app.ts';
import { writeFirstPlan } from './plan-routes.ts';
import { RateLimit } from './rate-limit.ts';
import type { ServedDashboard } from './served-dashboard.ts';

export { dashboardFolder, readStaticFiles } from './static-files.ts';

/** A host over the store of a place, with ids that nobody guesses; closing it closes the store. */
export async function dashboardHost(ports: Ports, place: string | undefined): Promise<DashboardHost> {
  return new DashboardHost(ports, await ports.openStore(place), randomUUID);
}

/** A service that listens until it is closed. */
export interface Listening {
  /** `http://127.0.0.1:4319`. */
  readonly address: string;
  close(): Promise<void>;
}

/** What is served, and where. */
export interface ListenRequest extends Omit<ServedDashboard, 'hostNames' | 'access'> {
  /** Whether whoever gives no token is refused. */
  readonly tokenNeeded: boolean;
  /** Loopback unless the user says otherwise. */
  readonly hostName: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** Requests of one token: a page takes some fifty at once, a program that waits for a job one a second. */
const [BURST, PER_SECOND] = [300, 20];

/** Resolves when it listens; rejects when the port is taken. */
export async function listen({ hostName, port, tokenNeeded, ...served }: ListenRequest): Promise<Listening> {
  await writeFirstPlan(served);
  const hostNames = [...new Set([hostName.toLowerCase(), 'localhost', '127.0.0.1', '[::1]'])];
  const seconds = () => performance.now() / 1000;
  const limit = new RateLimit({ burst: BURST, perSecond: PER_SECOND, seconds });
  const app = httpApp({ ...served, hostNames, access: { tokenNeeded, limit } });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: hostName, port }, (info) => {
      const name = hostName.includes(':') ? `[${hostName}]` : hostName;
      resolve({
        address: `http://${name}:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', reject);
  });
}
