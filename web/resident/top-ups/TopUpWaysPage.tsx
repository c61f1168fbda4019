import { Link } from '@tanstack/react-router'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { IconAtm, IconBank, IconCard, IconCounter, IconTicket } from '../../ui/icons.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { Screen } from '../Screen.tsx'

/** The ways to top up that this town offers. */
export function TopUpWaysPage() {
  const { coinName, atmName } = useTown()
  return (
    <Screen title={`${coinName}のチャージ`} back={paths.topUp}>
      <p>チャージの方法を選んでください。</p>
      <Rows>
        <li>
          <Link to={paths.topUpAccounts} className={rowLinkClass}>
            <RowBody icon={<IconBank />} title="銀行口座によるチャージ" note="手数料はかかりません" leads />
          </Link>
        </li>
        <li>
          <Link to={paths.topUpCard} className={rowLinkClass}>
            <RowBody
              icon={<IconCard />}
              title="クレジットカードによるチャージ"
              note="手数料はかかりません"
              leads
            />
          </Link>
        </li>
        <li>
          <Link to={paths.atm} className={rowLinkClass}>
            <RowBody icon={<IconAtm />} title={`${atmName}でチャージ`} note="現金（紙幣）を入れます" leads />
          </Link>
        </li>
        <li>
          <Link to={paths.counter} className={rowLinkClass}>
            <RowBody
              icon={<IconCounter />}
              title="窓口でチャージ"
              note="区役所や郵便局などで、現金を渡します"
              leads
            />
          </Link>
        </li>
        <li>
          <Link to={paths.chargeCode} className={rowLinkClass}>
            <RowBody icon={<IconTicket />} title="チャージコード" note="紙に書かれたコードを使います" leads />
          </Link>
        </li>
      </Rows>
      <Rows>
        <li>
          <Link to={paths.automaticTopUp} className={rowLinkClass}>
            <RowBody
              icon={<Knot className="h-8 w-10" />}
              title="オートチャージ"
              note="残高が減ったら、口座から自動でチャージ"
              leads
            />
          </Link>
        </li>
      </Rows>
      <HelpButton topic="top-up" />
    </Screen>
  )
}
