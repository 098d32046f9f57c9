/** The fonts and the styles that every page of the workbench starts from. */
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "../style/tokens.css";
import "../style/base.css";
