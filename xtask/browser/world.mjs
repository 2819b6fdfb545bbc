// Everything a run needs, opened in order: mail, an application, the program, the samples and a browser.

import path from 'node:path';
import * as chromium from './chromium.mjs';
import * as mailbox from './mailbox.mjs';
import * as portal from './portal.mjs';
import * as samples from './samples.mjs';
import * as servers from './servers.mjs';
import { Live } from './live.mjs';
import { Quiet } from './quiet.mjs';

export async function open({ binary, samples: folder, timing }, report, life) {
  const mail = life.keep(await mailbox.open());
  const application = life.keep(await servers.application());
  const program = life.keep(portal.configure({ binary: path.resolve(binary), folder: life.folder, smtp: mail.port, application: application.url }));
  await program.start();
  const page = await program.ask('GET', '/sign-in');
  const server = life.keep(await servers.samples(path.resolve(folder), servers.security(page)));
  const browser = await chromium.launch(life.folder);
  life.keep({ close: () => chromium.close(browser) });
  return { mail, application, portal: program, samples: samples.read(path.resolve(folder)), server, browser, report, timing, live: new Live(), quiet: new Quiet() };
}
