// better-auth's sign-in and password reset, on SQLite: `server.mjs 127.0.0.1:1234` serves with a process for each of
// two cores, `server.mjs seed 500` fills the database.
import cluster from "node:cluster";
import http from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import Database from "better-sqlite3";
import nodemailer from "nodemailer";

const mail = nodemailer.createTransport({
  host: "127.0.0.1",
  port: Number(process.env.PEER_SMTP_PORT),
  pool: true,
  maxConnections: 2,
  maxMessages: Infinity,
  ignoreTLS: true,
});
const database = new Database("data.sqlite3", { timeout: 20_000 });
database.pragma("journal_mode = WAL");
database.pragma("synchronous = NORMAL");
const options = {
  database,
  baseURL: process.env.PEER_ORIGIN,
  secret: "for measurements only, for measurements only",
  logger: { disabled: true },
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
  emailAndPassword: {
    enabled: true,
    // Not awaited: its documentation says so, because of what the time would tell.
    sendResetPassword: async ({ user, url }) => {
      const text = `Open this link to reset your password: ${url}`;
      mail
        .sendMail({ from: "no-reply@example.com", to: user.email, subject: "Reset your password", text })
        .catch((error) => console.error(error.message));
    },
  },
};

const [what, count] = process.argv.slice(2);
if (what === "seed") {
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const context = await betterAuth(options).$context;
  const password = await context.password.hash("Correct-horse-9");
  for (let n = 0; n < Number(count); n++) {
    const email = `user${n}@example.com`;
    if (await context.internalAdapter.findUserByEmail(email)) continue;
    const user = await context.internalAdapter.createUser({ email, name: `user${n}`, emailVerified: true });
    await context.internalAdapter.linkAccount({
      userId: user.id,
      providerId: "credential",
      accountId: user.id,
      password,
    });
  }
  process.exit(0);
} else if (cluster.isPrimary) {
  cluster.fork();
  cluster.fork();
  // Its children would outlive it.
  process.on("SIGTERM", () => {
    Object.values(cluster.workers).forEach((worker) => worker.kill());
    process.exit(0);
  });
} else {
  const [host, port] = what.split(":");
  http.createServer(toNodeHandler(betterAuth(options))).listen(Number(port), host);
}
