import { Notice } from '../../ui/Notice.tsx'

/** Why somebody whose account is frozen cannot top up, and whom to ask. */
export function FrozenNotice() {
  return (
    <Notice tone="bad" title="いまチャージできません">
      アカウントのご利用を止めています。運営の窓口までお問い合わせください。
    </Notice>
  )
}
