/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_IRQ_H
#define _ASM_IRQ_H

#if defined(__s390x__)
enum interruption_class {
	IRQIO_CIO,
	IRQIO_CSC,
	IRQIO_ADM,
	IRQIO_QAI,
	IRQIO_APB,
	IRQIO_GAL,
	NR_ARCH_IRQS
};

void inc_irq_stat(enum interruption_class irq);
#endif

#endif /* _ASM_IRQ_H */
