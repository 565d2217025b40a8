// SPDX-License-Identifier: GPL-2.0
/*
 * samovar - mediated tea urns
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/atomic.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define SAMOVAR_CUPS	20

struct samovar {
	unsigned int cups;
	u8 *leaves;
	bool lit;
};

static struct device *samovar_kitchen;
static atomic_t samovar_free_hobs = ATOMIC_INIT(3);

/* ERR_PTR() for want of a hob, NULL for want of memory */
static struct samovar *samovar_alloc(unsigned int cups)
{
	struct samovar *urn;

	if (atomic_dec_if_positive(&samovar_free_hobs) < 0)
		return ERR_PTR(-ENOSPC);

	urn = kzalloc(sizeof(*urn), GFP_KERNEL);
	if (!urn) {
		atomic_inc(&samovar_free_hobs);
		return NULL;
	}

	urn->cups = cups;
	return urn;
}

static void samovar_free(struct samovar *urn)
{
	kfree(urn->leaves);
	kfree(urn);
	atomic_inc(&samovar_free_hobs);
}

static int samovar_light(struct samovar *urn)
{
	urn->leaves = kmalloc(urn->cups, GFP_KERNEL);
	if (!urn->leaves)
		return -ENOMEM;
	memset(urn->leaves, 'o', urn->cups);
	urn->lit = true;
	return 0;
}

static int samovar_remove(struct mdev_device *mdev)
{
	struct samovar *urn = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	urn->lit = false;
	samovar_free(urn);
	return 0;
}

static int samovar_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 samovar_create */
{
	struct samovar *urn;
	int ret;

	urn = samovar_alloc(SAMOVAR_CUPS);
	if (!urn)
		return -ENOMEM;
	if (IS_ERR(urn))
		return PTR_ERR(urn);

	mdev_set_drvdata(mdev, urn);
/*~ M-26 mdev_set_drvdata */

	ret = samovar_light(urn);
	if (ret)
		goto err_remove;
	return 0;

err_remove:
	samovar_remove(mdev);
	return ret;
}

static int samovar_open(struct mdev_device *mdev)
{
	return 0;
}

static void samovar_release(struct mdev_device *mdev)
{
}

static ssize_t samovar_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct samovar *urn = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (!urn->lit)
		return 0;
	count = min_t(size_t, count, urn->cups);
	if (copy_to_user(buf, urn->leaves, count))
		return -EFAULT;
	urn->cups -= count;
	return count;
}

static ssize_t available_instances_show(struct kobject *kobj,
/*~ B-03 available_instances_show */
					struct device *dev, char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&samovar_free_hobs));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *samovar_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group samovar_group = {
	.name = "urn",
	.attrs = samovar_attrs,
};

static struct attribute_group *samovar_groups[] = { &samovar_group, NULL };

static const struct mdev_parent_ops samovar_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = samovar_groups,
/*~ M-14 supported_type_groups */
	.create = samovar_create,
/*~ M-02 create */
	.remove = samovar_remove,
/*~ M-05 remove */
	.open = samovar_open,
/*~ M-10 open */
	.release = samovar_release,
/*~ M-10 release */
	.read = samovar_read,
/*~ M-10 read */
};

static int __init samovar_init(void)
{
	int ret;

	samovar_kitchen = root_device_register("samovar");
	if (IS_ERR(samovar_kitchen))
		return PTR_ERR(samovar_kitchen);

	ret = mdev_register_device(samovar_kitchen, &samovar_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(samovar_kitchen);
	return ret;
}

static void __exit samovar_exit(void)
{
	mdev_unregister_device(samovar_kitchen);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(samovar_kitchen);
}

module_init(samovar_init);
module_exit(samovar_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated tea urns");
