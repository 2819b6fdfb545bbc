// Item 13: whatever a tab complains of, from the console to reports of the content security policy; and what the mail server had to say.

// Answers that belong to a page of ours; Chromium notes them in the console, as it does for any page.
const ANSWERS = new Set([403, 404, 410, 422, 429]);

export class Quiet {
  complaints = [];
  tabs = 0;

  async watch(page, where) {
    this.tabs += 1;
    const cdp = await page.createCDPSession();
    const documents = new Set();
    const complain = (what) => this.complaints.push(`${where}: ${what}`);
    cdp.on('Network.responseReceived', ({ type, response }) => {
      if (type === 'Document' && ANSWERS.has(response.status)) documents.add(response.url);
    });
    cdp.on('Log.entryAdded', ({ entry }) => {
      const answer = entry.source === 'network' && documents.has(entry.url);
      if (['error', 'warning'].includes(entry.level) && !answer) complain(`${entry.level}: ${entry.text} ${entry.url ?? ''}`);
    });
    cdp.on('Runtime.consoleAPICalled', ({ type, args }) => {
      if (['error', 'warning', 'assert'].includes(type)) complain(`console.${type}: ${args.map((one) => one.value ?? one.description).join(' ')}`);
    });
    cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => complain(`exception: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`));
    cdp.on('Audits.issueAdded', ({ issue }) => {
      if (issue.code === 'ContentSecurityPolicyIssue') complain(`policy: ${JSON.stringify(issue.details.contentSecurityPolicyIssueDetails).slice(0, 300)}`);
    });
    for (const domain of ['Network', 'Log', 'Runtime', 'Audits']) await cdp.send(`${domain}.enable`);
  }
}

export async function measure({ report, quiet, mail }) {
  const { complaints, tabs } = quiet;
  report.add(13, { passed: complaints.length === 0 && 0 < tabs, figure: `${complaints.length} in ${tabs} tabs`, details: [...new Set(complaints)] });
  const { troubles, letters } = mail;
  report.add('mail server', { passed: troubles.length === 0 && 0 < letters.length, figure: `${letters.length} letters, ${troubles.length} troubles`, details: troubles });
}
