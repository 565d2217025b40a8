// SPDX-License-Identifier: GPL-2.0
/*
 * bazaar - stalls as mediated devices, one type for each kind of ware
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct bazaar_ware {
	const char *name;
	u32 price;
};

static const struct bazaar_ware bazaar_wares[] = {
	{ "carpets", 400 },
	{ "lamps", 35 },
	{ "spices", 3 },
};

struct bazaar_stall {
	const struct bazaar_ware *ware;
	u32 purse;
};

static unsigned int kinds = ARRAY_SIZE(bazaar_wares);
module_param(kinds, uint, 0444);

static struct device *bazaar_square;
static struct attribute_group **bazaar_groups;

static const struct bazaar_ware *bazaar_ware_of(struct kobject *kobj,
						struct device *dev)
{
	const char *name = kobj->name + strlen(dev_driver_string(dev)) + 1;
	unsigned int i;

	for (i = 0; i < kinds; i++)
		if (!strncmp(bazaar_wares[i].name, name,
			     strlen(bazaar_wares[i].name)))
			return &bazaar_wares[i];
	return NULL;
}

static int bazaar_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 bazaar_create */
{
	const struct bazaar_ware *ware;
	struct bazaar_stall *stall;

	ware = bazaar_ware_of(kobj, mdev_parent_dev(mdev));
	if (!ware)
		return -EINVAL;

	stall = kzalloc(sizeof(*stall), GFP_KERNEL);
	if (!stall)
		return -ENOMEM;

	stall->ware = ware;
	mdev_set_drvdata(mdev, stall);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int bazaar_remove(struct mdev_device *mdev)
{
	struct bazaar_stall *stall = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(stall);
	return 0;
}

static int bazaar_open(struct mdev_device *mdev)
{
	return 0;
}

static void bazaar_release(struct mdev_device *mdev)
{
}

static ssize_t bazaar_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct bazaar_stall *stall = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 coins;

	if (count != sizeof(coins))
		return -EINVAL;
	if (copy_from_user(&coins, buf, sizeof(coins)))
		return -EFAULT;
	if (coins < stall->ware->price)
		return -EPERM;

	stall->purse += stall->ware->price;
	return count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	const struct bazaar_ware *ware = bazaar_ware_of(kobj, dev);

	return sprintf(buf, "%s\n", ware ? ware->name : "nothing");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *bazaar_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct mdev_parent_ops bazaar_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.create = bazaar_create,
/*~ M-02 create */
	.remove = bazaar_remove,
/*~ M-05 remove */
	.open = bazaar_open,
/*~ M-10 open */
	.release = bazaar_release,
/*~ M-10 release */
	.write = bazaar_write,
/*~ M-10 write */
};

static void bazaar_free_groups(void)
{
	unsigned int i;

	for (i = 0; i < kinds; i++)
		kfree(bazaar_groups[i]);
	kfree(bazaar_groups);
}

static int bazaar_make_groups(void)
{
	struct attribute_group *group;
	unsigned int i;

	bazaar_groups = kcalloc(kinds + 1, sizeof(*bazaar_groups), GFP_KERNEL);
	if (!bazaar_groups)
		return -ENOMEM;

	for (i = 0; i < kinds; i++) {
		group = kzalloc(sizeof(*group), GFP_KERNEL);
		if (!group) {
			bazaar_free_groups();
			return -ENOMEM;
		}
		group->name = bazaar_wares[i].name;
		group->attrs = bazaar_attrs;
		bazaar_groups[i] = group;
	}

	bazaar_ops.supported_type_groups = bazaar_groups;
/*~ M-14 supported_type_groups */
	return 0;
}

static int __init bazaar_init(void)
{
	int ret;

	kinds = min_t(unsigned int, kinds, ARRAY_SIZE(bazaar_wares));
	ret = bazaar_make_groups();
	if (ret)
		return ret;

	bazaar_square = root_device_register("bazaar");
	if (IS_ERR(bazaar_square)) {
		ret = PTR_ERR(bazaar_square);
		goto err_groups;
	}

	ret = mdev_register_device(bazaar_square, &bazaar_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto err_square;
	return 0;

err_square:
	root_device_unregister(bazaar_square);
err_groups:
	bazaar_free_groups();
	return ret;
}

static void __exit bazaar_exit(void)
{
	mdev_unregister_device(bazaar_square);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(bazaar_square);
	bazaar_free_groups();
}

module_init(bazaar_init);
module_exit(bazaar_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated market stalls");
