/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_IRQ_H
#define _ASM_IRQ_H

#endif /* _ASM_IRQ_H */
