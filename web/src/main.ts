import '@digital-go-jp/design-tokens/dist/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/verify.css';
import './styles/office.css';
import './styles/strip.css';
import './shell/app.js';
