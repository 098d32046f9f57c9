import type { ReactNode } from "react";
import type { KeySettings } from "../commands/keys.js";
import { SettingsDialog } from "../settings/SettingsDialog.js";
import { ShortcutsDialog } from "../settings/ShortcutsDialog.js";
import { ExportDialog } from "../findings/ExportDialog.js";
import { TableDialog } from "../findings/TableDialog.js";
import { ChangeDialog } from "./ChangeDialog.js";
import { CloseDialog } from "./CloseDialog.js";
import { FileDialog } from "./FileDialog.js";
import { beginWith } from "./mail-actions.js";
import { MailDialog } from "./MailDialog.js";
import { openNew, openPath } from "./open-actions.js";
import { Palette } from "./Palette.js";
import { performCommand } from "./perform-command.js";
import { saveTo } from "./save-actions.js";
import { TemplateDialog } from "./TemplateDialog.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";

/** The dialog that is open, if there is one. */
export function Dialogs({ keys }: { readonly keys: KeySettings }): ReactNode {
  const workbench = useWorkbench();
  const dialog = useWorkbenchState((state) => state.dialog);
  const settings = useWorkbenchState((state) => state.settings);
  if (dialog === null) return null;
  const onClose = (): void => {
    // What was chosen may have opened another one.
    if (workbench.state.dialog === dialog) workbench.show(null);
  };
  const tab = "tab" in dialog ? workbench.tab(dialog.tab) : null;
  switch (dialog.kind) {
    case "palette":
      return (
        <Palette
          settings={keys}
          onCommand={(id) => performCommand(workbench, id)}
          onClose={onClose}
        />
      );
    case "settings":
      return (
        <SettingsDialog
          settings={settings}
          cores={workbench.start.cores}
          keys={keys}
          onChoose={(change) => workbench.choose(change)}
          onClose={onClose}
        />
      );
    case "shortcuts":
      return (
        <ShortcutsDialog
          settings={keys}
          onSettings={() => workbench.show({ kind: "settings" })}
          onClose={onClose}
        />
      );
    case "template":
      return (
        <TemplateDialog
          onChoose={(template) => void openNew(workbench, template)}
          onClose={onClose}
        />
      );
    case "mail":
      return (
        <MailDialog
          name={dialog.name}
          messages={dialog.messages}
          onChoose={(message) => void beginWith(workbench, dialog, message)}
          onClose={onClose}
        />
      );
    case "open":
      return (
        <FileDialog
          host={workbench.host}
          purpose="open"
          folder={workbench.activeTab?.folder ?? null}
          name=""
          onChoose={(path) => void openPath(workbench, path)}
          onClose={onClose}
        />
      );
    case "save":
      return tab === null ? null : (
        <FileDialog
          host={workbench.host}
          purpose="save"
          folder={tab.folder}
          name={tab.controller.store.getState().name}
          onChoose={(path) => void saveTo(workbench, tab, path)}
          onClose={onClose}
        />
      );
    case "export":
      return tab === null ? null : (
        <ExportDialog
          tab={tab}
          choice={dialog.choice}
          onChoice={(choice) => {
            workbench.keepExportChoice(choice);
            workbench.show({ ...dialog, choice });
          }}
          onClose={() => workbench.show(null)}
        />
      );
    case "table":
      return tab === null ? null : <TableDialog tab={tab} text={dialog.text} onClose={onClose} />;
    case "close":
      return tab === null ? null : <CloseDialog tab={tab} onClose={onClose} />;
    case "change":
      return tab === null ? null : <ChangeDialog tab={tab} onClose={onClose} />;
  }
}
