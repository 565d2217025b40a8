/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_VERMAGIC_H
#define _LINUX_VERMAGIC_H

#endif /* _LINUX_VERMAGIC_H */
