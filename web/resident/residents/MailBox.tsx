import { useState } from 'react'
import { sendMailVerification } from '#contract/sign-in.ts'
import { useAct } from '../../lib/ask.ts'
import { useMe } from '../../lib/session.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconNext } from '../../ui/icons.tsx'
import { ProofBadge } from '../../ui/ProofBadge.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { t } from '../words/residents.ts'

/** How the box of a proof looks, by data-proved. */
export const boxClass = [
  'flex min-h-20 w-full flex-wrap items-center gap-3 rounded-16 border-2 p-4 text-left text-lg font-bold',
  'border-solid-gray-300 bg-solid-gray-50 data-[proved=true]:border-green-800 data-[proved=true]:bg-green-50',
].join(' ')

/** メール認証: grey until the link of a mail has proven the address, then green 「OK」. */
export function MailBox() {
  const { mail, proofs } = useMe()
  const [open, setOpen] = useState(false)
  if (proofs.mail) {
    return (
      <div className={boxClass} data-proved="true">
        <span className="flex-[1_1_7em]">{t('mailProof')}</span>
        <ProofBadge proved />
      </div>
    )
  }
  return (
    <>
      <button type="button" className={`${boxClass} cursor-pointer`} onClick={() => setOpen(true)}>
        <span className="flex-[1_1_7em]">{t('mailProof')}</span>
        <ProofBadge proved={false} />
        <IconNext className="size-5 shrink-0" />
      </button>
      <Sheet title={t('mailProof')} open={open} onClose={() => setOpen(false)}>
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
        <output className="block">{t('mailSentTo', { mail: sentTo })}</output>
        <p>{t('mailLinkNote')}</p>
        <Button wide onPress={onClose}>
          {t('understood')}
        </Button>
      </>
    )
  }
  return (
    <>
      <p className="break-words">{t('mailSendAsk', { mail })}</p>
      <HelpButton topic="mail" />
      <TroubleNotice trouble={act.trouble} />
      <Button wide busy={act.busy} onPress={() => void send()}>
        OK
      </Button>
      <Button look="quiet" onPress={onClose}>
        {t('cancel')}
      </Button>
    </>
  )
}
