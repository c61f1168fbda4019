import { Link } from '@tanstack/react-router'
import { readTopUpTerms } from '#contract/top-ups.ts'
import { useAsk } from '../../lib/ask.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'
import { useLinkAtm } from './use-link-atm.ts'

/** Charging at a cash machine: the camera reads the code on the machine's screen. */
export function AtmPage() {
  const { atmName } = useTown()
  const { found, trouble } = useLinkAtm()
  const { data: terms } = useAsk(readTopUpTerms)
  return (
    <Screen title={`${atmName}でチャージ`} back={paths.topUpWays} nav={false}>
      <p>
        ATMの画面で<strong>「スマートフォンでの取引」</strong>を選び、出てきたコードをカメラに映してください。
      </p>
      <CameraView onText={found} otherwise="番号を入力する" />
      <TroubleNotice trouble={trouble} />
      <Link to={paths.atmNumber} className={buttonClass('outline', 'large', true)}>
        番号を入力する
      </Link>
      {terms && terms.maximum > 0 ? (
        <p className="text-center text-sm text-ink-soft">
          いまチャージできるのは{sayYen(terms.maximum)}までです。紙幣だけ、1,000円単位で使えます。
        </p>
      ) : null}
    </Screen>
  )
}
