import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { readSecondSteps } from '#contract/sign-in.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { refreshMe, useMe } from '../../lib/session.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { IconNext } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { ProofBadge } from '../../ui/ProofBadge.tsx'
import { BackToBegun } from '../come-back.tsx'
import { Screen } from '../Screen.tsx'
import { boxClass, MailBox } from './MailBox.tsx'
import { Residency } from './Residency.tsx'
import { t } from '../words/residents.ts'

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
    <Screen title={t('proofs')} back={paths.menu}>
      <ul className="flex flex-col gap-4">
        <li>
          <MailBox />
        </li>
        <li>
          <Link to={paths.secondStep} className={boxClass} data-proved={proofs.sms}>
            <span className="flex-[1_1_7em]">{t('smsProof')}</span>
            <ProofBadge proved={proofs.sms} />
            <IconNext className="size-5 shrink-0" />
          </Link>
        </li>
        <li>
          <Link to={paths.cardCheck} className={boxClass} data-proved={proofs.card}>
            <span className="flex-[1_1_7em]">
              {t('cardProof')}
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
      <h2 className="text-lg font-bold">{t('secondStep')}</h2>
      <p>{t('secondStepNote')}</p>
      <Asked of={query}>
        {({ authenticator, passkeys, recoveryCodesLeft }) => (
          <Rows>
            <li>
              <Link to={paths.authenticator} className={rowLinkClass}>
                <RowBody title={t('authenticator')} end={<ProofBadge proved={authenticator} />} leads />
              </Link>
            </li>
            <li>
              <Link to={paths.passkeys} className={rowLinkClass}>
                <RowBody
                  title={t('passkeys')}
                  note={t('passkeysNote')}
                  end={<ProofBadge proved={passkeys.length > 0} />}
                  leads
                />
              </Link>
            </li>
            <li>
              <Link to={paths.recoveryCodes} className={rowLinkClass}>
                <RowBody
                  title={t('recoveryCodes')}
                  note={t('recoveryCodesNote')}
                  end={
                    recoveryCodesLeft > 0 ? (
                      t('recoveryCodesLeft', { recoveryCodesLeft })
                    ) : (
                      <ProofBadge proved={false} />
                    )
                  }
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
