// 管理: which municipalities the station serves and with what, and the keys that 個人番号 is sealed with. To be looked at: these are
// files of the library and the data folder, and keys are changed where nobody can reach them from a browser.
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, Problem } from '../base/api.js';
import type { Keys, ServedMunicipality } from '../base/api_types.js';
import { count, list, pick, t, when } from '../base/language.js';
import { Part } from '../base/part.js';
import type { Word } from '../base/words.js';

@customElement('settings-part')
export class SettingsPart extends Part {
    @property() about: 'municipalities' | 'keys' = 'municipalities';
    @state() private served_: ServedMunicipality[] | null = null;
    @state() private keys_: Keys | null = null;
    @state() private problem_: Problem | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.load_();
    }

    private async load_(): Promise<void> {
        try {
            this.served_ = (await api.get<{ municipalities: ServedMunicipality[] }>('/municipalities')).municipalities;
            this.keys_ = await api.get<Keys>('/keys');
            this.problem_ = null;
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.problem_ = problem;
        }
    }

    protected override render(): TemplateResult {
        if (this.problem_) return html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem_.detail)} <button class="small" @click=${() => void this.load_()}>${t('tryAgain')}</button></p>`;
        if (!this.served_ || !this.keys_) return html`<p class="waiting" role="status">${t('loading')}</p>`;
        return this.about === 'keys' ? this.keysTable_(this.keys_) : html`<p class="hint">${t('servedHint')}</p>${this.served_.map((one) => this.municipality_(one))}`;
    }

    private municipality_(one: ServedMunicipality): TemplateResult {
        const { settings } = one;
        const onOff = (on: boolean): string => t(on ? 'settingOn' : 'settingOff');
        const rows: [Word, string][] = [
            ['setSample', settings.sample_per_mille === 0 ? t('settingOff') : t('perMille', settings.sample_per_mille)], ['setThird', onOff(settings.third_person)], ['setMask', onOff(settings.mask_pages)],
            ['setCounters', onOff(settings.counters)], ['setUndo', t('secondsOf', count(settings.undo_seconds))], ['setDoubt', t('minutes', count(settings.doubt_minutes))],
        ]; // prettier-ignore
        return html`<section class="served"><h2>${one.name} <span class="hint">${one.municipality}</span></h2>
            <p class="facts"><span>${t('peopleHere', count(one.accounts))}</span> <span>${t(one.watched ? 'watchedYes' : 'watchedNo')}</span></p>
            <div class="served-body">
                <div><h3>${t('papersHere')}</h3>${one.forms.length === 0 ? html`<p class="hint">${t('nothing')}</p>` : html`<table><thead><tr><th scope="col">${t('form')}</th><th scope="col" class="number">${t('layoutsHere')}</th></tr></thead>
                    <tbody>${one.forms.map((form) => html`<tr><th scope="row">${form.title} <span class="hint">${form.form}</span></th><td class="number">${count(form.layouts)}</td></tr>`)}</tbody></table>`}
                    <h3>${t('systemsHere')}</h3>${one.systems.length === 0 ? html`<p class="hint">${t('noSystems')}</p>` : html`<p>${list(one.systems)}</p>`}</div>
                <div><h3>${t('deskSettings')}</h3><table><tbody>${rows.map(([word, value]) => html`<tr><th scope="row">${t(word)}</th><td>${value}</td></tr>`)}</tbody></table></div>
            </div></section>`;
    }

    private keysTable_({ key_file: file, keys }: Keys): TemplateResult {
        const good = file === 'readable';
        return html`<section><h2>${t('keyFile')}</h2><p><span class="tag ${good ? 'good' : 'bad'}"><span aria-hidden="true">${good ? '✓' : '⚠'}</span> ${t(`keyFile_${file}`)}</span></p><p>${t(good ? 'keyFileHint' : 'keyFileMend')}</p></section>
            <section><h2>${t('dataKeys')}</h2><p class="hint">${t('dataKeysHint')}</p>
            ${keys.length === 0 ? html`<p class="empty">${t('noKeysYet')}</p>` : html`<table><thead><tr><th scope="col">${t('municipality')}</th><th scope="col">${t('keyId')}</th><th scope="col">${t('keySince')}</th><th scope="col">${t('keyUse')}</th><th scope="col">${t('masterKey')}</th></tr></thead>
            <tbody>${keys.map((key) => html`<tr><th scope="row">${key.municipality ? key.name : t('stationItself')}</th><td><code>${key.id}</code></td><td>${when(key.made)}</td>
                <td>${!key.opens ? html`<span class="tag bad"><span aria-hidden="true">⚠</span> ${t('keyLost')}</span>` : key.current ? html`<span class="tag good"><span aria-hidden="true">✓</span> ${t('keyCurrent')}</span>` : html`<span class="tag">${t('keyOld')}</span>`}</td><td><code>${key.master}</code></td></tr>`)}</tbody></table>`}</section>
            <section><h2>${t('keyRotate')}</h2><p>${t('keyRotateHint')}</p>
                <dl class="how"><div><dt><code>toitsu key rotate --data DIR</code></dt><dd>${t('keyRotateMaster')}</dd></div><div><dt><code>toitsu key rotate --data-keys --data DIR</code></dt><dd>${t('keyRotateData')}</dd></div></dl></section>`;
    }
}
