import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { readSecondSteps, sendMailVerification } from '#contract/sign-in.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { refreshMe, useMe } from '../../lib/session.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconNext } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { ProofBadge } from '../../ui/ProofBadge.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { BackToBegun } from '../come-back.tsx'
import { Screen } from '../Screen.tsx'
import { Residency } from './Residency.tsx'

const boxClass = [
  'flex min-h-20 w-full flex-wrap items-center gap-3 rounded-16 border-2 p-4 text-left text-lg font-bold',
  'border-solid-gray-300 bg-solid-gray-50 data-[proved=true]:border-green-800 data-[proved=true]:bg-green-50',
].join(' ')

/** 認証設定: three boxes, grey until the proof is there, then green 「OK」. */
export function ProofsPage() {
  const { proofs, residency } = useMe()
  // A mail may have been confirmed, or a card read, in another window.
  useEffect(() => {
    const look = () => void refreshMe().catch(() => undefined)
    look()
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [])
  return (
    <Screen title="認証設定" back={paths.menu}>
      <ul className="flex flex-col gap-4">
        <li>
          <MailBox proved={proofs.mail} />
        </li>
        <li>
          <Link to={paths.secondStep} className={boxClass} data-proved={proofs.sms}>
            <span className="flex-[1_1_7em]">SMS認証</span>
            <ProofBadge proved={proofs.sms} />
            <IconNext className="size-5 shrink-0" />
          </Link>
        </li>
        <li>
          <Link to={paths.cardCheck} className={boxClass} data-proved={proofs.card}>
            <span className="flex-[1_1_7em]">
              マイナンバーカード認証
              {residency ? (
                <span className="block text-sm font-normal">
                  <Residency {...residency} />
                </span>
              ) : null}
            </span>
            <ProofBadge proved={proofs.card} />
            <IconNext className="size-5 shrink-0" />
          </Link>
        </li>
      </ul>
      {proofs.mail || proofs.sms || proofs.card ? <BackToBegun /> : null}
      <OtherSecondSteps />
    </Screen>
  )
}

/** Second steps beside the SMS: none is needed for anything, and each lets in as the others do. */
function OtherSecondSteps() {
  const query = useAsk(readSecondSteps)
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">ログインの2段階認証</h2>
      <p>SMSのほかにも選べます。いくつ設定しても、ログインのときに使いやすいものを選べます。</p>
      <Asked of={query}>
        {({ authenticator, passkeys, recoveryCodesLeft }) => (
          <Rows>
            <li>
              <Link to={paths.authenticator} className={rowLinkClass}>
                <RowBody title="認証アプリ" end={<ProofBadge proved={authenticator} />} leads />
              </Link>
            </li>
            <li>
              <Link to={paths.passkeys} className={rowLinkClass}>
                <RowBody
                  title="パスキー"
                  note="指紋・顔・端末の暗証番号"
                  end={<ProofBadge proved={passkeys.length > 0} />}
                  leads
                />
              </Link>
            </li>
            <li>
              <Link to={paths.recoveryCodes} className={rowLinkClass}>
                <RowBody
                  title="リカバリーコード"
                  note="端末をなくしたときのために"
                  end={recoveryCodesLeft > 0 ? `残り${recoveryCodesLeft}個` : <ProofBadge proved={false} />}
                  leads
                />
              </Link>
            </li>
          </Rows>
        )}
      </Asked>
    </section>
  )
}

function MailBox({ proved }: { proved: boolean }) {
  const { mail } = useMe()
  const [open, setOpen] = useState(false)
  if (proved) {
    return (
      <div className={boxClass} data-proved="true">
        <span className="flex-[1_1_7em]">メール認証</span>
        <ProofBadge proved />
      </div>
    )
  }
  return (
    <>
      <button type="button" className={`${boxClass} cursor-pointer`} onClick={() => setOpen(true)}>
        <span className="flex-[1_1_7em]">メール認証</span>
        <ProofBadge proved={false} />
        <IconNext className="size-5 shrink-0" />
      </button>
      <Sheet title="メール認証" open={open} onClose={() => setOpen(false)}>
        <SendMail mail={mail} onClose={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function SendMail({ mail, onClose }: { mail: string; onClose: () => void }) {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const act = useAct(sendMailVerification)
  const send = async () => {
    const reply = await act.send()
    if (reply) setSentTo(reply.sentTo)
  }
  if (sentTo) {
    return (
      <>
        <output className="block">
          {sentTo} に確認メールを送りました。メールのリンクをタップしてください。リンクは24時間使えます。
        </output>
        <Button wide onPress={onClose}>
          閉じる
        </Button>
      </>
    )
  }
  return (
    <>
      <p>{mail} に確認メールを送ります。よろしいですか？</p>
      <TroubleNotice trouble={act.trouble} />
      <Button wide busy={act.busy} onPress={() => void send()}>
        OK
      </Button>
      <Button look="quiet" onPress={onClose}>
        キャンセル
      </Button>
    </>
  )
}
