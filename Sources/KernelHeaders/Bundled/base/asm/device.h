/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_DEVICE_H
#define _ASM_DEVICE_H

struct dev_archdata { };
struct pdev_archdata { };

#endif /* _ASM_DEVICE_H */
