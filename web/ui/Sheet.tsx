import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

type SheetProps = {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  /** The person must choose one of the buttons; a touch outside does not close the sheet. */
  mustAnswer?: boolean
}

/** A question above the page: from below on a phone, in the middle on a desk. Keeps the focus inside. */
export function Sheet({ title, open, onClose, children, mustAnswer }: SheetProps) {
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      isDismissable={!mustAnswer}
      className="fixed inset-0 z-40 flex items-end justify-center bg-black/50 sm:items-center"
    >
      <Modal className="max-h-[92dvh] w-full max-w-lg animate-rise overflow-y-auto rounded-t-24 bg-card shadow-5 sm:rounded-24">
        <Dialog role="alertdialog" className="flex flex-col gap-4 p-6 pb-8 outline-none">
          <Heading slot="title" className="text-xl font-bold">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
