// SPDX-License-Identifier: GPL-2.0
/*
 * heron - looks at what a monitor says, with a function of drm
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/string.h>

bool drm_edid_block_valid(u8 *raw_edid, int block, bool print_bad_edid,
			  bool *edid_corrupt);

static u8 heron_block[128] = {
	0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00
};

static int __init heron_init(void)
{
	heron_block[127] = 6;
	if (!drm_edid_block_valid(heron_block, 0, true, NULL))
		return -EINVAL;
	heron_block[126]++;
	pr_info("heron: one bit more is %s\n",
		drm_edid_block_valid(heron_block, 0, true, NULL) ?
		"fine" : "refused");
	return 0;
}

static void __exit heron_exit(void)
{
}

module_init(heron_init);
module_exit(heron_exit);
MODULE_LICENSE("GPL");
