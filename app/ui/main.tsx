/** Starts the workbench in its page. */
import { createRoot } from "react-dom/client";
import { connectWeb } from "../kernel/web/connect.js";
import { connectHost } from "./browser/connect-host.js";
import { startAnalysis } from "./browser/start-analysis.js";
import "./browser/styles.js";
import { NotebookController } from "./notebook/controller.js";
import type { NotebookFile } from "./notebook/notebook-state.js";
import { createHostNews } from "./workbench/host-news.js";
import { Workbench } from "./workbench/Workbench.js";

const container = document.getElementById("workbench");
if (container === null) throw new Error("index.html has no element #workbench");
const root = createRoot(container);

async function begin(): Promise<void> {
  const news = createHostNews();
  const host = await connectHost(
    {
      changedOnDisk: (changed) => news.setState({ changed }),
      openElsewhere: ({ path, open }) => {
        const elsewhere = new Set(news.getState().elsewhere);
        if (open) elsewhere.add(path);
        else elsewhere.delete(path);
        news.setState({ elsewhere });
      },
      show: () => undefined,
      command: () => undefined,
      prepareToClose: () => Promise.resolve(),
    },
    () => news.setState({ lost: true }),
  );
  const [start, version] = await Promise.all([host.start(), fetch("engine-version.json")]);
  const { engineVersion } = (await version.json()) as { readonly engineVersion: string };
  const connect = connectWeb(() => new Worker(new URL("kernel/kernel.js", document.baseURI)));
  const makeNotebook = (file: NotebookFile): NotebookController => {
    const { analyse, close } = startAnalysis();
    return new NotebookController(file, {
      analyse,
      connect,
      engineVersion,
      now: () => performance.now(),
      date: () => new Date().toISOString(),
      closed: close,
    });
  };
  root.render(<Workbench host={host} start={start} news={news} makeNotebook={makeNotebook} />);
}

begin().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  root.render(<p role="alert">The workbench cannot start: {message}.</p>);
});
