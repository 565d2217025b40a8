/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_PARAM_H
#define _ASM_PARAM_H

#define HZ	CONFIG_HZ

#endif /* _ASM_PARAM_H */
