import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readCardCheck, startCardCheck } from '#contract/identity.ts'
import { codeOf, useAct, useAskWhile } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { type Me, refreshMe, useMe } from '../../lib/session.ts'
import { dayOf, sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { BackToBegun } from '../come-back.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { Residency } from '../residents/Residency.tsx'
import { Screen } from '../Screen.tsx'

type Check = ReplyOf<typeof readCardCheck>

/** Why a check failed, and where to go with it. */
const failures: Record<NonNullable<Check['reason']>, string> = {
  cancelled: '認証は途中でやめられました。もう一度はじめられます。',
  card_revoked: 'このカードの電子証明書は失効しています。お住まいの区の区役所でお手続きください。',
  card_expired: 'カードの電子証明書の有効期限が切れています。お住まいの区の区役所で更新してください。',
  pin_locked: 'パスワードを続けて間違えたため、カードがロックされました。区役所で初期化してください。',
  unavailable: 'いま認証を使えません。時間をおいて、もう一度お試しください。',
  protocol: '認証の途中で問題が起きました。もう一度はじめてください。',
  card_used_elsewhere: 'このカードは、ほかのアカウントで使われています。カード1枚につきアカウントは1つです。',
  birthdate_missing: '必要な情報の連携に同意が得られませんでした。もう一度はじめてください。',
  name_differs:
    'お客さま情報のお名前とカードのお名前が違います。お客さま情報を直してから、もう一度お試しください。' +
    '読み方が合っていても進めないときは、窓口でお手伝いします。',
  expired: '時間が過ぎました。もう一度はじめてください。',
}

/**
 * マイナンバーカード認証: explains, leads to the card app, and notices by itself when the check has
 * finished, whether the card app brings the person back or they come back by hand.
 */
export function CardCheckPage() {
  const me = useMe()
  const query = useAskWhile(({ state }) => state === 'waiting', readCardCheck)
  const passed = query.data?.state === 'passed'
  const stale = !me.proofs.card || (me.residency?.lapsed ?? false)
  useEffect(() => {
    if (passed && stale) void refreshMe().catch(() => undefined)
  }, [passed, stale])
  return (
    <Screen title="マイナンバーカード認証" back={paths.proofs}>
      {me.proofs.card && me.residency ? <Passed residency={me.residency} /> : null}
      {stale ? <Asked of={query}>{(check) => <ToDo check={check} proved={me.proofs.card} />}</Asked> : null}
    </Screen>
  )
}

function Passed({ residency }: { residency: NonNullable<Me['residency']> }) {
  return (
    <>
      <Notice tone="good" title="マイナンバーカード認証はOKです">
        <p>チャージをお使いいただけます。</p>
        {residency.lapsed ? null : (
          <p>
            <Residency {...residency} />
          </p>
        )}
      </Notice>
      {residency.lapsed ? (
        <Notice title="ご住所を確認し直せます">
          市内にお住まいであることを{sayDay(dayOf(residency.confirmedAt))}
          に確認してから、時間がたちました。カードをもう一度読み取ると、市内の方向けの特典がまた対象になります。チャージやお支払いは、このままお使いいただけます。
        </Notice>
      ) : null}
      <BackToBegun />
      <Link to={paths.proofs} className={buttonClass('outline')}>
        認証設定へ
      </Link>
    </>
  )
}

function ToDo({ check, proved }: { check: Check; proved: boolean }) {
  const { cardAppName } = useTown()
  return (
    <>
      {check.state === 'waiting' || (check.state === 'passed' && !proved) ? (
        <div className="rounded-16 border border-line bg-card px-4 pb-4 text-center">
          <Spinner label="認証の結果を待っています" />
          <p>
            「{cardAppName}
            」での手続きが終わると、この画面は自動で変わります。自動で切り替わらない場合は、ご自身でこの画面へお戻りください。
          </p>
        </div>
      ) : null}
      {check.state === 'failed' && check.reason ? (
        <Notice
          tone="bad"
          title="認証できませんでした"
          action={
            check.reason === 'name_differs' ? (
              <Link to={paths.profile} className={buttonClass('outline')}>
                お客さま情報へ
              </Link>
            ) : null
          }
        >
          {failures[check.reason]}
        </Notice>
      ) : null}
      <Explanation />
      <HelpButton topic="card" />
      <StartButton again={check.state !== 'none'} />
    </>
  )
}

function Explanation() {
  const { cardAppName } = useTown()
  return (
    <>
      <section className="flex flex-col gap-2 rounded-16 border border-line bg-card p-4">
        <h2 className="font-bold">用意するもの</h2>
        <ul className="list-disc pl-5">
          <li>マイナンバーカード</li>
          <li>4桁のパスワード（利用者証明用電子証明書）</li>
        </ul>
        <h2 className="pt-2 font-bold">進み方</h2>
        <ol className="list-decimal pl-5">
          <li>
            「{cardAppName}
            」へ移ります。パソコンでは、画面に出るQRコードをスマートフォンで読み取って続けます。
          </li>
          <li>規約を確かめ、4桁のパスワードを入力します。</li>
          <li>スマートフォンの裏側の上部に、カードの中央を密着させます。</li>
          <li>終わると、この画面に戻ります。</li>
        </ol>
      </section>
      <p className="text-sm text-ink-soft">
        12桁の個人番号（マイナンバー）とパスワードを、このアプリが受け取ることはありません。
      </p>
    </>
  )
}

function StartButton({ again }: { again: boolean }) {
  const { cardAppName } = useTown()
  const act = useAct(startCardCheck)
  const start = async () => {
    const reply = await act.send()
    if (reply) location.assign(reply.redirectUrl)
  }
  return (
    <>
      <TroubleNotice
        trouble={act.trouble}
        action={
          codeOf(act.trouble) === 'profile_needed' ? (
            <Link to={paths.profile} className={buttonClass('outline')}>
              お客さま情報へ
            </Link>
          ) : null
        }
      />
      <Button size="large" wide busy={act.busy} onPress={() => void start()}>
        {again ? `もう一度「${cardAppName}」へ` : `「${cardAppName}」へ進む`}
      </Button>
    </>
  )
}
