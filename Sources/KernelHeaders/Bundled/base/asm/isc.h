/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_ISC_H
#define _ASM_ISC_H

#include <linux/types.h>

#define MAX_ISC		7
#define CONSOLE_ISC	1
#define PCI_ISC		2
#define IO_SCH_ISC	3
#define EADM_SCH_ISC	4
#define GAL_ISC		5
#define AP_ISC		6
#define CHSC_SCH_ISC	7
#define VFIO_CCW_ISC	IO_SCH_ISC
#define QDIO_AIRQ_ISC	IO_SCH_ISC

void isc_register(unsigned int isc);
void isc_unregister(unsigned int isc);

#endif /* _ASM_ISC_H */
