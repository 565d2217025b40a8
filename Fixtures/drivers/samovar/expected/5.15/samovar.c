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
	struct vfio_device vdev;
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
	vfio_uninit_group_dev(&urn->vdev);
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

static void samovar_release_state(struct samovar *urn)
{
	urn->lit = false;
	samovar_free(urn);
}

static void samovar_remove(struct mdev_device *mdev)
{
	struct samovar *urn = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&urn->vdev);
	samovar_release_state(urn);
}

static const struct vfio_device_ops samovar_dev_ops;

static int samovar_probe(struct mdev_device *mdev)
{
	struct samovar *urn;
	int ret;

	urn = samovar_alloc(SAMOVAR_CUPS);
	if (!urn)
		return -ENOMEM;
	if (IS_ERR(urn))
		return PTR_ERR(urn);

	vfio_init_group_dev(&urn->vdev, &mdev->dev, &samovar_dev_ops);

	dev_set_drvdata(&mdev->dev, urn);

	ret = samovar_light(urn);
	if (ret)
		goto err_remove;

	ret = vfio_register_group_dev(&urn->vdev);
	if (ret)
		goto err_remove;

	return 0;

err_remove:
	samovar_release_state(urn);
	return ret;
}

static ssize_t samovar_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct samovar *urn = container_of(vdev, struct samovar, vdev);

	if (!urn->lit)
		return 0;
	count = min_t(size_t, count, urn->cups);
	if (copy_to_user(buf, urn->leaves, count))
		return -EFAULT;
	urn->cups -= count;
	return count;
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
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

static const struct vfio_device_ops samovar_dev_ops = {
	.name = "vfio-samovar",
	.read = samovar_read,
};

static struct mdev_driver samovar_driver = {
	.driver = {
		.name = "samovar",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = samovar_probe,
	.remove = samovar_remove,
};

static const struct mdev_parent_ops samovar_ops = {
	.owner = THIS_MODULE,
	.device_driver = &samovar_driver,
	.supported_type_groups = samovar_groups,
};

static int __init samovar_init(void)
{
	int ret;

	samovar_kitchen = root_device_register("samovar");
	if (IS_ERR(samovar_kitchen))
		return PTR_ERR(samovar_kitchen);

	ret = mdev_register_driver(&samovar_driver);
	if (ret) {
		root_device_unregister(samovar_kitchen);
		return ret;
	}

	ret = mdev_register_device(samovar_kitchen, &samovar_ops);
	if (ret) {
		mdev_unregister_driver(&samovar_driver);
		root_device_unregister(samovar_kitchen);
	}
	return ret;
}

static void __exit samovar_exit(void)
{
	mdev_unregister_device(samovar_kitchen);
	mdev_unregister_driver(&samovar_driver);
	root_device_unregister(samovar_kitchen);
}

module_init(samovar_init);
module_exit(samovar_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated tea urns");
