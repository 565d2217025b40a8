// SPDX-License-Identifier: GPL-2.0
/* Reads an angle. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

struct sextant {
	struct vfio_device vdev;
	u8 angle;
};

static struct device *sextant_parent;
static atomic_t sextant_left = ATOMIC_INIT(3);
static const struct vfio_device_ops sextant_dev_ops;

static ssize_t sextant_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct sextant *sextant = container_of(vdev, struct sextant, vdev);

	if (count != 1 || put_user(sextant->angle, buf))
		return -EFAULT;
	return 1;
}

static void sextant_free(struct sextant *sextant)
{
	vfio_uninit_group_dev(&sextant->vdev);
	kfree(sextant);
}

static int sextant_probe(struct mdev_device *mdev)
{
	struct sextant *sextant;
	int ret;

	if (atomic_dec_if_positive(&sextant_left) < 0)
		return -ENOSPC;
	ret = -ENOMEM;
	sextant = kzalloc(sizeof(*sextant), GFP_KERNEL);
	if (!sextant)
		goto err_left;
	vfio_init_group_dev(&sextant->vdev, &mdev->dev, &sextant_dev_ops);
	sextant->angle = 45;
	ret = vfio_register_emulated_iommu_dev(&sextant->vdev);
	if (ret)
		goto err_free;
	dev_set_drvdata(&mdev->dev, sextant);
	return 0;

err_free:
	sextant_free(sextant);
err_left:
	atomic_inc(&sextant_left);
	return ret;
}

static void sextant_remove(struct mdev_device *mdev)
{
	struct sextant *sextant = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&sextant->vdev);
	sextant_free(sextant);
	atomic_inc(&sextant_left);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&sextant_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *sextant_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group sextant_type_group = {
	.name = "1",
	.attrs = sextant_type_attrs,
};

static struct attribute_group *sextant_type_groups[] = {
	&sextant_type_group,
	NULL,
};

static const struct vfio_device_ops sextant_dev_ops = {
	.read = sextant_read,
};

static struct mdev_driver sextant_driver = {
	.driver = {
		.name = "sextant",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = sextant_probe,
	.remove = sextant_remove,
};

static const struct mdev_parent_ops sextant_parent_ops = {
	.owner = THIS_MODULE,
	.device_driver = &sextant_driver,
	.supported_type_groups = sextant_type_groups,
};

static int __init sextant_init(void)
{
	int ret;

	ret = mdev_register_driver(&sextant_driver);
	if (ret)
		return ret;

	sextant_parent = root_device_register("sextant");
	if (IS_ERR(sextant_parent)) {
		ret = PTR_ERR(sextant_parent);
		goto err_driver;
	}

	ret = mdev_register_device(sextant_parent, &sextant_parent_ops);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(sextant_parent);
err_driver:
	mdev_unregister_driver(&sextant_driver);
	return ret;
}

static void __exit sextant_exit(void)
{
	mdev_unregister_device(sextant_parent);
	root_device_unregister(sextant_parent);
	mdev_unregister_driver(&sextant_driver);
}

module_init(sextant_init);
module_exit(sextant_exit);
MODULE_LICENSE("GPL");
