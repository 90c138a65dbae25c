-- The tables of another business system, as its vendor made them: its names, its codes, its receipt numbers.
-- What Toitsu needs of a table is two columns: one UNIQUE column for its key and one for the receipt number.

CREATE SCHEMA zeimu;

CREATE SEQUENCE zeimu.uketsuke_seq;
CREATE TABLE zeimu.kyuyo_ido (
    uketsuke_no       text PRIMARY KEY DEFAULT 'Z' || to_char(nextval('zeimu.uketsuke_seq'), 'FM00000000'),
    uketsuke_at       timestamptz NOT NULL DEFAULT now(),
    renkei_key        varchar(128) NOT NULL UNIQUE,
    teishutsu_ymd     date NOT NULL,
    nendo_kbn         char(1) NOT NULL CHECK (nendo_kbn IN ('G', 'S', 'R')),
    shitei_no         varchar(10) NOT NULL,
    hojin_no          char(13),
    jigyosho_mei      varchar(60) NOT NULL,
    jigyosho_jusho    varchar(120) NOT NULL,
    tanto_tel         varchar(11),
    jukyusha_no       varchar(10),
    shimei_kana       varchar(60) NOT NULL,
    shimei            varchar(40) NOT NULL,
    seinengappi       date NOT NULL,
    kojin_bango       char(12),
    jusho_0101        varchar(120) NOT NULL,
    jusho_ido_go      varchar(120),
    nenzeigaku        integer NOT NULL CHECK (nenzeigaku >= 0),
    choshu_zumi       integer NOT NULL CHECK (choshu_zumi >= 0),
    mi_choshu         integer NOT NULL CHECK (mi_choshu >= 0),
    ido_ymd           date NOT NULL,
    ido_jiyu          char(2) NOT NULL
                      CHECK (ido_jiyu IN ('10', '20', '30', '40', '50', '60', '91', '92', '93', '94', '95')),
    choshu_hoho       smallint NOT NULL CHECK (choshu_hoho BETWEEN 1 AND 3),
    ikkatsu_jiyu      smallint CHECK (ikkatsu_jiyu BETWEEN 1 AND 2),
    ikkatsu_ymd       date,
    ikkatsu_gaku      integer CHECK (ikkatsu_gaku >= 0),
    shin_shitei_no    varchar(10),
    shin_jigyosho_mei varchar(60),
    shin_tsukiwari    integer CHECK (shin_tsukiwari >= 0),
    shin_kaishi_tsuki smallint CHECK (shin_kaishi_tsuki BETWEEN 1 AND 12)
);

CREATE SCHEMA juki;

CREATE TABLE juki.kofu_seikyu (
    uketsuke_no      bigint GENERATED ALWAYS AS IDENTITY (START WITH 100001) PRIMARY KEY,
    uketsuke_at      timestamptz NOT NULL DEFAULT now(),
    renkei_key       varchar(128) NOT NULL UNIQUE,
    seikyu_ymd       date NOT NULL,
    seikyusha_jusho  varchar(120) NOT NULL,
    seikyusha_kana   varchar(60),
    seikyusha_shimei varchar(40) NOT NULL,
    seikyusha_birth  date,
    seikyusha_tel    varchar(11),
    kankei           char(1) NOT NULL CHECK (kankei IN ('H', 'S', 'D', 'T')),
    ininjo           boolean NOT NULL,
    taisho_jusho     varchar(130) NOT NULL,
    taisho_kana      varchar(60),
    taisho_shimei    varchar(40) NOT NULL,
    taisho_birth     date NOT NULL,
    setainushi       varchar(40),
    zenin_maisu      smallint NOT NULL CHECK (zenin_maisu >= 0),
    ichibu_maisu     smallint NOT NULL CHECK (ichibu_maisu >= 0),
    johyo_maisu      smallint NOT NULL CHECK (johyo_maisu >= 0),
    kisai_maisu      smallint NOT NULL CHECK (kisai_maisu >= 0),
    zokugara_flg     boolean NOT NULL,
    honseki_flg      boolean NOT NULL,
    kokuseki_flg     boolean NOT NULL,
    kojin_bango_flg  boolean NOT NULL,
    jumin_code_flg   boolean NOT NULL,
    mokuteki         varchar(10),
    teishutsusaki    varchar(60),
    riyu             varchar(200)
);
